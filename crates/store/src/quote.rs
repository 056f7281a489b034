//! Quotes and points: replaced as a whole with each text they stand in.

use tidings_model::bound::{Bounded, POINTS as MOST_POINTS, QUOTES as MOST_QUOTES};
use tidings_model::id::{ArticleId, PointId, QuoteId};
use tidings_model::quote::{NewPoint, NewQuote, Sourcing, TextSpan};

use crate::body::{byte, offset};
use crate::database::row::Row;
use crate::database::statement::statements;
use crate::database::transaction::Tx;
use crate::database::value::{json, values};
use crate::error::StoreError;
use crate::store::Store;

statements! {
    QUOTES = "SELECT article_id, text, start_byte, end_byte, direct, speaker, sourcing FROM quote
        WHERE article_id = $1 ORDER BY place";
    POINTS = "SELECT article_id, text, spans FROM point WHERE article_id = $1 ORDER BY place";
    QUOTES_OF = "SELECT article_id, text, start_byte, end_byte, direct, speaker, sourcing FROM quote
        WHERE article_id IN IDS($1) ORDER BY article_id, place";
    POINTS_OF = "SELECT article_id, text, spans FROM point WHERE article_id IN IDS($1) ORDER BY article_id, place";
    CLEAR_QUOTES = "DELETE FROM quote WHERE article_id = $1";
    CLEAR_POINTS = "DELETE FROM point WHERE article_id = $1";
    ADD_QUOTE = "INSERT INTO quote (quote_id, article_id, place, text, start_byte, end_byte, direct, speaker, sourcing)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    ADD_POINT = "INSERT INTO point (point_id, article_id, place, text, spans) VALUES ($1, $2, $3, $4, $5)";
}

impl Store {
    /// The quotes and attributed statements of an article, in the order of its text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn quotes(&self, id: ArticleId) -> Result<Vec<NewQuote>, StoreError> {
        self.rows(QUOTES, values![id]).await?.iter().take(MOST_QUOTES).map(quote_of).collect()
    }

    /// The lines of an article's *In brief*.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn points(&self, id: ArticleId) -> Result<Vec<NewPoint>, StoreError> {
        self.rows(POINTS, values![id]).await?.iter().take(MOST_POINTS).map(point_of).collect()
    }

    /// The quotes of several articles, by article; `ids` is a JSON list.
    pub(crate) async fn quotes_of(&self, ids: &str) -> Result<Vec<(ArticleId, NewQuote)>, StoreError> {
        let rows = self.rows(QUOTES_OF, values![ids]).await?;
        rows.iter().map(|row| Ok((row.get("article_id")?, quote_of(row)?))).collect()
    }

    /// The points of several articles, by article; `ids` is a JSON list.
    pub(crate) async fn points_of(&self, ids: &str) -> Result<Vec<(ArticleId, NewPoint)>, StoreError> {
        let rows = self.rows(POINTS_OF, values![ids]).await?;
        rows.iter().map(|row| Ok((row.get("article_id")?, point_of(row)?))).collect()
    }
}

impl Tx {
    /// Replaces the points and quotes of an article.
    pub(crate) async fn replace_findings(
        &mut self,
        id: ArticleId,
        points: &[NewPoint],
        quotes: &[NewQuote],
    ) -> Result<(), StoreError> {
        self.run(CLEAR_POINTS, values![id]).await?;
        for (place, point) in (0_i64..).zip(points) {
            let point_id: PointId = self.new_id();
            self.run(ADD_POINT, values![point_id, id, place, &point.text, json(&point.spans)]).await?;
        }
        self.run(CLEAR_QUOTES, values![id]).await?;
        for (place, quote) in (0_i64..).zip(quotes) {
            self.add_quote(id, place, quote).await?;
        }
        Ok(())
    }

    async fn add_quote(&mut self, id: ArticleId, place: i64, quote: &NewQuote) -> Result<(), StoreError> {
        let quote_id: QuoteId = self.new_id();
        let (start, end) = (byte(quote.span.start), byte(quote.span.end));
        let (speaker, sourcing) = (quote.speaker.as_deref(), quote.sourcing.as_str());
        let row = values![quote_id, id, place, &quote.text, start, end, quote.direct, speaker, sourcing];
        self.run(ADD_QUOTE, row).await?;
        Ok(())
    }
}

fn quote_of(row: &Row) -> Result<NewQuote, StoreError> {
    Ok(NewQuote {
        text: row.get("text")?,
        span: TextSpan { start: offset(row.get("start_byte")?), end: offset(row.get("end_byte")?) },
        direct: row.get("direct")?,
        speaker: row.get("speaker")?,
        sourcing: Sourcing::from_word(&row.get::<String>("sourcing")?),
    }
    .bounded())
}

fn point_of(row: &Row) -> Result<NewPoint, StoreError> {
    Ok(NewPoint { text: row.get("text")?, spans: row.json("spans")? }.bounded())
}
