//! Figures: an image with its caption and credit, in the order of the article.

use tidings_model::bound::{Bounded, FIGURES};
use tidings_model::figure::{Figure, NewFigure, PictureSize};
use tidings_model::id::{ArticleId, FigureId, PictureId};

use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::values;
use crate::error::StoreError;
use crate::store::Store;

statements! {
    OF_ARTICLE = "SELECT f.figure_id, f.picture_id, f.alt, f.caption, f.credit, f.width, f.height, f.lead, p.url,
            p.width AS picture_width, p.height AS picture_height
        FROM figure f JOIN picture p ON p.picture_id = f.picture_id WHERE f.article_id = $1 ORDER BY f.place";
    CLEAR = "DELETE FROM figure WHERE article_id = $1";
    ADD = "INSERT INTO figure (figure_id, article_id, place, picture_id, alt, caption, credit, width, height, lead)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    LEAD = "UPDATE article SET lead_picture_id = $2, lead_alt = $3 WHERE article_id = $1";
}

impl Store {
    /// The figures of an article with the state of their pictures.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn figures(&self, id: ArticleId) -> Result<Vec<Figure>, StoreError> {
        self.rows(OF_ARTICLE, values![id]).await?.iter().take(FIGURES).map(figure_of).collect()
    }
}

impl Tx {
    /// Replaces the figures of an article; new pictures are fetched.
    pub(crate) async fn replace_figures(
        &mut self,
        id: ArticleId,
        figures: &[NewFigure],
    ) -> Result<(), StoreError> {
        self.run(CLEAR, values![id]).await?;
        let mut lead: Option<(PictureId, Option<&str>)> = None;
        for (place, figure) in (0_i64..).zip(figures) {
            let picture_id = self.picture(&figure.url).await?;
            self.add_figure(id, place, picture_id, figure).await?;
            if figure.lead && lead.is_none() {
                lead = Some((picture_id, figure.alt.as_deref()));
            }
        }
        let (picture_id, alt) = lead.map_or((None, None), |(picture_id, alt)| (Some(picture_id), alt));
        self.run(LEAD, values![id, picture_id, alt]).await?;
        Ok(())
    }

    async fn add_figure(
        &mut self,
        id: ArticleId,
        place: i64,
        picture_id: PictureId,
        figure: &NewFigure,
    ) -> Result<(), StoreError> {
        let figure_id: FigureId = self.new_id();
        let NewFigure { alt, caption, credit, width, height, lead, .. } = figure;
        let (alt, caption, credit) = (alt.as_deref(), caption.as_deref(), credit.as_deref());
        let row = values![figure_id, id, place, picture_id, alt, caption, credit, *width, *height, *lead];
        self.run(ADD, row).await?;
        Ok(())
    }
}

fn figure_of(row: &Row) -> Result<Figure, StoreError> {
    let figure = NewFigure {
        url: row.get("url")?,
        alt: row.get("alt")?,
        caption: row.get("caption")?,
        credit: row.get("credit")?,
        width: row.get("width")?,
        height: row.get("height")?,
        lead: row.get("lead")?,
    }
    .bounded();
    let picture = picture_size(row, "picture_width", "picture_height")?;
    Ok(Figure { id: row.get("figure_id")?, figure, picture_id: row.get("picture_id")?, picture })
}

/// The size of a picture, when it was fetched.
pub(crate) fn picture_size(row: &Row, width: &str, height: &str) -> Result<Option<PictureSize>, StoreError> {
    let (width, height) = (row.get::<Option<i64>>(width)?, row.get::<Option<i64>>(height)?);
    Ok(width.zip(height).map(|(width, height)| PictureSize { width, height }))
}
