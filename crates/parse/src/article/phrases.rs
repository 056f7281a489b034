//! Phrases: what share prompts, newsletter boxes, read-more lines, advertisements and cookie texts say, in the
//! most-read languages. All are written as [`super::words::fold`] leaves them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::furniture::LANGUAGES;
use super::quick::Quickly;

/// How much a folded text reads like page furniture: 0 for not at all, 1 for a word or two, 2 for a whole phrase.
pub(super) fn score(folded: &str, words: usize) -> f64 {
    if words > 60 || folded.is_empty() {
        return 0.0;
    }
    if WHOLE_SET.contains(folded) {
        return 2.0;
    }
    let starts = words <= 40 && STARTS_INDEX.begins(folded) && !is_only_a_question(folded);
    if starts || INSIDE_INDEX.stands_in(folded) {
        return if words <= 15 { 2.0 } else { 1.0 };
    }
    0.0
}

/// Whether a text begins as a newsroom's call for tips and yet does not speak of the newsroom.
fn is_only_a_question(folded: &str) -> bool {
    let asks = ["got a tip", "have a tip"].iter().any(|start| begins(folded, start));
    let newsroom =
        ["us", "our", "we", "email", "mail", "newsroom", "tips", "desk", "reporters", "com", "editor"];
    asks && !folded.split(' ').any(|word| newsroom.contains(&word))
}

/// Whether a line asks readers to comment.
pub(super) fn asks_for_comments(folded: &str) -> bool {
    folded.split(' ').count() <= 14 && COMMENTS.iter().any(|phrase| folded.contains(phrase))
}

/// What is said only where readers are asked to comment.
#[rustfmt::skip]
const COMMENTS: &[&str] = &[
    "in the comments below", "in the comments section", "in the comment section", "have your say in the comments", "let us know in the comments",
    "schreiben sie es in die kommentare", "dites le nous dans les commentaires", "déjanos tu comentario",
    "deixe seu comentário", "lascia un commento", "laat een reactie achter",
];

static WHOLE_SET: LazyLock<HashSet<&str, Quickly>> = LazyLock::new(|| WHOLE.iter().copied().collect());
static STARTS_INDEX: LazyLock<Index> = LazyLock::new(|| {
    let by_language = LANGUAGES.iter().flat_map(|(_, matters)| *matters).flatten();
    Index::new(STARTS.iter().chain(by_language))
});
static INSIDE_INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(INSIDE.iter()));

/// Phrases by their first characters, so that a text is compared with few of them.
#[derive(Debug)]
pub(super) struct Index {
    phrases: HashMap<&'static str, Vec<&'static str>, Quickly>,
}

impl Index {
    pub(super) fn new<'a>(phrases: impl Iterator<Item = &'a &'static str>) -> Self {
        let mut index: HashMap<&str, Vec<&str>, Quickly> = HashMap::default();
        for phrase in phrases {
            index.entry(head(phrase)).or_default().push(*phrase);
        }
        Self { phrases: index }
    }

    /// Whether the text begins with one of the phrases.
    fn begins(&self, folded: &str) -> bool {
        self.phrases
            .get(head(folded))
            .is_some_and(|phrases| phrases.iter().any(|phrase| begins(folded, phrase)))
    }

    /// Whether one of the phrases stands in the text, at the start of a word where its script has words.
    pub(super) fn stands_in(&self, folded: &str) -> bool {
        let is_spaced = folded.is_ascii();
        let starts = folded
            .char_indices()
            .filter(|(at, _)| *at == 0 || !is_spaced || folded.as_bytes().get(at - 1) == Some(&b' '));
        let mut texts = starts.filter_map(|(at, _)| folded.get(at..));
        texts.any(|text| {
            let phrases = self.phrases.get(head(text));
            phrases.is_some_and(|phrases| phrases.iter().any(|phrase| text.starts_with(phrase)))
        })
    }
}

/// The first two characters.
fn head(text: &str) -> &str {
    text.char_indices().nth(2).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

/// Whether a short line says that what follows is another matter: related pieces, comments.
pub(super) fn is_end_mark(text: &str) -> bool {
    if text.len() > 80 {
        return false;
    }
    let folded = super::words::fold(text);
    END_MARKS.iter().any(|mark| folded == *mark || begins(&folded, mark) && folded.len() < mark.len() + 12)
}

/// Whether a text says that the rest is for subscribers.
pub(super) fn is_wall(folded: &str) -> bool {
    WALLS.iter().any(|wall| folded.contains(wall))
}

/// Whether the text begins with the phrase as whole words.
fn begins(folded: &str, phrase: &str) -> bool {
    folded
        .strip_prefix(phrase)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || !phrase.is_ascii())
}

/// Lines that are nothing but furniture.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "advertisement", "advertisements", "ad", "ads", "sponsored", "promoted", "share", "share this",
    "share this article", "print", "email", "copy link", "link copied", "save", "comments", "comment",
    "close", "menu", "search", "loading", "related", "topics", "tags", "more", "next", "previous", "follow",
    "subscribe", "sign in", "log in", "read more", "reprints", "facebook", "twitter", "linkedin",
    "whatsapp", "telegram", "reddit", "pinterest", "x", "tweet", "flipboard", "anzeige", "werbung",
    "teilen", "drucken", "merken", "kommentare", "themen", "mehr", "mehr zum thema", "weiterlesen",
    "publicité", "partager", "imprimer", "commentaires", "lire aussi", "publicidad", "compartir",
    "imprimir", "comentarios", "publicidade", "compartilhar", "pubblicità", "condividi", "stampa",
    "commenti", "advertentie", "delen", "reklam", "reklama", "annons", "annonse", "annonce", "mainos",
    "dela", "kopiera länk", "paylaş", "yorumlar", "реклама", "поделиться", "комментарии", "читайте также",
    "إعلان", "شارك", "مشاركة", "广告", "分享", "廣告", "広告", "シェア", "シェアする", "광고", "공유", "공유하기", "विज्ञापन",
    "শেয়ার করুন", "বিজ্ঞাপন", "اشتہار", "iklan", "bagikan", "quảng cáo", "chia sẻ",
];

/// How furniture begins.
#[rustfmt::skip]
const STARTS: &[&str] = &[
    "read more", "read also", "also read", "read next", "see also", "more on", "more from", "more about",
    "related", "recommended", "you may also like", "you might also like", "don t miss", "click here",
    "sign up", "subscribe to", "follow us", "follow me on", "like us on", "join our",
    "join the conversation", "share this", "share on", "listen to this", "watch more", "photo gallery",
    "advertisement", "sponsored content", "this article was originally", "copyright", "all rights reserved",
    "get the latest", "download our app", "download the app", "get our", "keep reading", "continue reading",
    "story continues", "article continues", "support our journalism", "trending", "most read",
    "most popular", "latest news", "editor s picks", "top stories", "by clicking", "by signing up",
    "this content is", "already a subscriber", "thanks for reading", "have a tip", "got a tip",
    "to contact the", "filed under", "tagged", "posted in", "leave a comment", "leave a reply",
    "your email address will not", "reporting by", "mehr zum thema", "mehr dazu", "mehr lesen",
    "lesen sie auch", "lesen sie mehr", "lesen sie hier", "auch interessant", "das könnte sie auch",
    "lesetipp", "newsletter", "abonnieren sie", "jetzt abonnieren", "melden sie sich", "folgen sie uns",
    "alle rechte vorbehalten", "zur startseite", "diesen artikel", "empfohlener externer inhalt",
    "externer inhalt", "lire aussi", "lire également", "à lire aussi", "lire la suite", "a lire aussi",
    "inscrivez vous", "abonnez vous", "suivez nous", "voir aussi", "tous droits réservés",
    "notre newsletter", "la suite après", "lea también", "lee también", "leer más", "leer mas", "lea más",
    "te puede interesar", "le puede interesar", "suscríbete", "suscríbase", "síguenos", "siga leyendo",
    "más información", "más noticias", "ver también", "todos los derechos", "únete a", "leia também",
    "leia mais", "veja também", "saiba mais", "assine", "siga o", "siga a", "inscreva se", "clique aqui",
    "todos os direitos", "leggi anche", "leggi tutto", "leggi di più", "potrebbe interessarti", "iscriviti",
    "abbonati", "seguici", "lees ook", "lees meer", "lees verder", "meld je aan", "abonneer", "läs mer",
    "läs också", "läs även", "les også", "les mer", "læs også", "læs mere", "lue myös", "lue lisää",
    "czytaj także", "czytaj też", "czytaj więcej", "zobacz też", "zobacz także", "przeczytaj", "čtěte také",
    "çok okunan", "ilgili haber", "haberin devamı", "ayrıca okuyun", "bizi takip", "читайте также",
    "читать также", "подписывайтесь", "подпишитесь", "смотрите также", "подробнее", "читайте больше",
    "читайте також", "підписуйтесь", "اقرأ أيضا", "اقرأ المزيد", "اقرأ أيضًا", "إقرأ أيضا", "تابعنا",
    "اشترك", "المزيد", "مزید پڑھیں", "یہ بھی پڑھیں", "यह भी पढ़ें", "ये भी पढ़ें", "और पढ़ें",
    "इसे भी पढ़ें", "আরও পড়ুন", "আরো পড়ুন", "baca juga", "baca selengkapnya", "ikuti kami", "simak juga",
    "xem thêm", "đọc thêm", "theo dõi chúng tôi", "đăng ký", "延伸阅读", "相关阅读", "相關新聞", "延伸閱讀", "更多新闻", "点击",
    "扫码", "关注", "責任編輯", "责任编辑", "関連記事", "あわせて読みたい", "続きを読む", "続きは", "記事を読む", "会員登録", "この記事は", "무단전재",
    "저작권자", "관련기사", "구독하기", "더보기",
];

/// What is said only in furniture.
#[rustfmt::skip]
const INSIDE: &[&str] = &[
    "sign up for our", "sign up to our", "subscribe to our", "our newsletter", "our weekly newsletter",
    "daily newsletter", "privacy policy", "terms of service", "terms of use", "we use cookies",
    "uses cookies", "cookie policy", "all rights reserved", "accept cookies", "follow us on",
    "affiliate commission", "affiliate links", "your inbox", "download the app", "allow notifications",
    "may not be published broadcast", "javascript is", "enable javascript", "unseren newsletter",
    "datenschutzerklärung", "datenschutzhinweise", "personenbezogene daten", "cookies zulassen",
    "zustimmung", "mit unserem newsletter", "politique de confidentialité", "données personnelles",
    "recevez notre", "política de privacidad", "política de privacidade", "nuestro boletín",
    "nuestra newsletter", "nossa newsletter", "canal de whatsapp", "canal do whatsapp", "whatsapp channel",
    "whatsapp kanal", "canale whatsapp", "informativa sulla privacy", "nostra newsletter",
    "onze nieuwsbrief", "privacybeleid", "vårt nyhetsbrev", "integritetspolicy", "gizlilik politikası",
    "telegram канал", "telegram каналы", "наш telegram", "политик конфиденциальности", "سياسة الخصوصية",
    "kebijakan privasi", "隐私政策", "隱私權", "版权所有", "プライバシーポリシー", "無断転載", "개인정보", "재배포 금지",
];

/// Lines behind which other matters begin.
#[rustfmt::skip]
const END_MARKS: &[&str] = &[
    "related", "related articles", "related stories", "related news", "related posts", "related content",
    "related topics", "recommended", "recommended for you", "more stories", "more news", "more from",
    "read next", "up next", "you may also like", "you might also like", "most read", "most popular",
    "trending", "trending now", "latest news", "top stories", "comments", "leave a comment",
    "leave a reply", "about the author", "popular", "editors picks", "what to read next", "mehr zum thema",
    "das könnte sie auch interessieren", "auch interessant", "kommentare", "meistgelesen",
    "weitere artikel", "lire aussi", "à lire aussi", "sur le même sujet", "commentaires", "les plus lus",
    "noticias relacionadas", "te puede interesar", "comentarios", "lo más leído", "más noticias",
    "leia também", "veja também", "notícias relacionadas", "comentários", "mais lidas", "leggi anche",
    "articoli correlati", "commenti", "potrebbe interessarti", "lees ook", "meest gelezen", "läs mer",
    "läs också", "mest lästa", "ilgili haberler", "yorumlar", "çok okunanlar", "читайте также", "по теме",
    "комментарии", "новости по теме", "اقرأ أيضا", "مواضيع ذات صلة", "التعليقات", "baca juga",
    "berita terkait", "tin liên quan", "相关阅读", "相关新闻", "相關新聞", "関連記事", "あわせて読みたい", "ランキング", "관련기사",
    "많이 본 뉴스",
];

/// What a wall before the text says.
#[rustfmt::skip]
const WALLS: &[&str] = &[
    "subscribe to continue", "subscribe to read", "to continue reading", "this article is for subscribers",
    "for subscribers only", "subscribers only", "subscriber exclusive", "already a subscriber",
    "unlock this article", "create a free account to continue", "register to continue",
    "become a member to read", "exclusive to subscribers", "jetzt weiterlesen", "weiterlesen mit",
    "nur für abonnenten", "mit einem abo", "um diesen artikel zu lesen", "réservé aux abonnés",
    "article réservé", "il vous reste", "abonnez vous pour lire", "para seguir leyendo",
    "solo para suscriptores", "exclusivo para suscriptores", "suscríbete para",
    "conteúdo exclusivo para assinantes", "exclusivo para assinantes", "contenuto riservato",
    "riservato agli abbonati", "abbonati per continuare", "alleen voor abonnees", "voor abonnees",
    "för att läsa hela artikeln", "endast för prenumeranter", "kun for abonnenter", "treść tylko dla",
    "tylko dla subskrybentów", "материал доступен", "только для подписчиков", "bu içerik abonelere",
    "للمشتركين فقط", "有料会員", "会員限定", "この記事は有料", "付费内容", "订阅后", "구독자 전용", "유료 회원",
];

#[cfg(test)]
mod tests {
    use super::super::words::fold;
    use super::*;

    #[test]
    fn all_phrases_are_folded() {
        for phrase in [WHOLE, STARTS, INSIDE, END_MARKS, WALLS, COMMENTS].concat() {
            assert_eq!(fold(phrase), phrase);
        }
    }

    #[test]
    fn a_sentence_that_begins_like_a_prompt_is_none() {
        let score = |text: &str| score(&fold(text), words(text));
        assert!(score("Got a tip? Email us at the desk.") > 1.0);
        assert!(score("Got a tip? Rangers ask anyone who saw the otter to ring the bell.") < 1.0);
        assert!(asks_for_comments(&fold("And you? Tell the town in the comments below!")));
        assert!(!asks_for_comments(&fold("She made no comment.")));
    }

    fn words(text: &str) -> usize {
        text.split(' ').count()
    }

    #[test]
    fn furniture_is_known_in_many_languages() {
        for line in [
            "Read more: A bridge opens",
            "Lesen Sie auch:",
            "À lire aussi",
            "Читайте также: Мост",
            "関連記事",
            "اقرأ أيضا: الجسر",
        ] {
            assert!(score(&fold(line), 5) > 1.0, "{line}");
        }
        assert!(score(&fold("The mayor shared the news on Friday."), 7) < 1.0);
    }
}
