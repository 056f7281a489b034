//! Furniture: what pages say round their articles, language by language: prompts to share, newsletter boxes, ways to
//! read on, advertisement, consent to cookies, author boxes. All as [`super::words::fold`] leaves it.

/// How a line begins, by matter: sharing, newsletter, reading on, advertisement, consent, author.
pub(super) type Matters = [&'static [&'static str]; 6];

/// The most-read languages by their BCP 47 codes.
#[rustfmt::skip]
pub(super) const LANGUAGES: &[(&str, Matters)] = &[
    ("en", [
        &["share this story", "share this article", "share on facebook", "tweet this"],
        &["sign up for the newsletter", "get our newsletter", "subscribe to the newsletter"],
        &["read more about", "keep reading", "read the full story"],
        &["advertisement", "paid content", "sponsored by"],
        &["we use cookies", "accept all cookies", "this site uses cookies"],
        &["about the author", "follow the author", "more by this author"],
    ]),
    ("zh", [
        &["分享到", "分享至", "转发到"],
        &["订阅我们的", "订阅新闻", "訂閱電子報"],
        &["阅读更多", "阅读全文", "更多阅读", "閱讀更多"],
        &["广告", "赞助内容", "廣告"],
        &["本网站使用cookie", "我们使用cookie", "本網站使用"],
        &["作者简介", "关于作者", "作者介紹"],
    ]),
    ("hi", [
        &["शेयर करें", "इस खबर को शेयर", "फेसबुक पर शेयर"],
        &["हमारे न्यूजलेटर", "न्यूजलेटर के लिए"],
        &["यह भी पढ़ें", "ये भी पढ़ें", "पूरी खबर पढ़ें", "और पढ़ें"],
        &["विज्ञापन", "प्रायोजित"],
        &["हम कुकीज़", "यह वेबसाइट कुकीज़", "कुकी नीति"],
        &["लेखक के बारे में", "लेखक परिचय"],
    ]),
    ("es", [
        &["comparte esta noticia", "compartir en", "comparte en"],
        &["suscríbete a nuestra", "recibe nuestro boletín", "apúntate a la newsletter"],
        &["sigue leyendo", "leer más", "lee también"],
        &["publicidad", "contenido patrocinado"],
        &["utilizamos cookies", "usamos cookies", "esta web utiliza cookies"],
        &["sobre el autor", "sobre la autora", "acerca del autor"],
    ]),
    ("fr", [
        &["partagez cet article", "partager sur", "partager l article"],
        &["inscrivez vous à notre", "recevez notre newsletter", "abonnez vous à la newsletter"],
        &["lire la suite", "lire aussi", "à lire également"],
        &["publicité", "contenu sponsorisé"],
        &["nous utilisons des cookies", "ce site utilise des cookies", "accepter les cookies"],
        &["à propos de l auteur", "à propos de l autrice", "biographie de l auteur"],
    ]),
    ("ar", [
        &["شارك المقال", "شارك الخبر", "شاركها", "انشر على"],
        &["اشترك في نشرتنا", "اشترك في النشرة", "النشرة البريدية"],
        &["اقرأ أيضا", "اقرأ المزيد", "للمزيد"],
        &["إعلان", "محتوى برعاية"],
        &["نستخدم ملفات تعريف الارتباط", "يستخدم هذا الموقع ملفات"],
        &["عن الكاتب", "نبذة عن الكاتب"],
    ]),
    ("bn", [
        &["শেয়ার করুন", "খবরটি শেয়ার"],
        &["নিউজলেটার", "আমাদের নিউজলেটার"],
        &["আরও পড়ুন", "আরো পড়ুন", "বিস্তারিত পড়ুন"],
        &["বিজ্ঞাপন"],
        &["আমরা কুকি", "এই ওয়েবসাইট কুকি"],
        &["লেখক পরিচিতি", "লেখক সম্পর্কে"],
    ]),
    ("pt", [
        &["compartilhe esta", "compartilhar no", "partilhar este artigo"],
        &["assine nossa newsletter", "receba nossa newsletter", "subscreva a newsletter"],
        &["leia mais", "leia também", "continue lendo", "continue a ler"],
        &["publicidade", "conteúdo patrocinado"],
        &["usamos cookies", "utilizamos cookies", "este site utiliza cookies"],
        &["sobre o autor", "sobre a autora"],
    ]),
    ("ru", [
        &["поделиться в", "поделитесь", "отправить в telegram"],
        &["подпишитесь на рассылку", "подписывайтесь на нашу", "получайте новости"],
        &["читайте также", "читать далее", "подробнее"],
        &["реклама", "на правах рекламы"],
        &["мы используем cookie", "мы используем файлы cookie", "сайт использует cookie"],
        &["об авторе", "другие материалы автора"],
    ]),
    ("ur", [
        &["شیئر کریں", "خبر شیئر کریں"],
        &["نیوز لیٹر", "ہمارے نیوز لیٹر"],
        &["مزید پڑھیں", "یہ بھی پڑھیں"],
        &["اشتہار"],
        &["ہم کوکیز", "یہ ویب سائٹ کوکیز"],
        &["مصنف کے بارے میں"],
    ]),
    ("id", [
        &["bagikan artikel", "bagikan ke", "sebarkan berita"],
        &["berlangganan newsletter", "daftar newsletter"],
        &["baca juga", "baca selengkapnya", "lanjutkan membaca"],
        &["iklan", "konten bersponsor"],
        &["kami menggunakan cookie", "situs ini menggunakan cookie"],
        &["tentang penulis"],
    ]),
    ("de", [
        &["artikel teilen", "teilen auf", "beitrag teilen"],
        &["newsletter abonnieren", "jetzt newsletter", "melden sie sich für unseren newsletter"],
        &["lesen sie auch", "weiterlesen", "mehr dazu"],
        &["anzeige", "werbung"],
        &["wir verwenden cookies", "diese website verwendet cookies", "alle cookies akzeptieren"],
        &["über den autor", "über die autorin", "zur person"],
    ]),
    ("ja", [
        &["シェアする", "この記事をシェア", "ツイートする"],
        &["メルマガ登録", "ニュースレターに登録", "メールマガジン"],
        &["続きを読む", "あわせて読みたい", "関連記事"],
        &["広告", "スポンサー"],
        &["当サイトではcookie", "クッキーを使用"],
        &["著者プロフィール", "この記事を書いた人", "筆者プロフィール"],
    ]),
    ("vi", [
        &["chia sẻ bài viết", "chia sẻ lên"],
        &["đăng ký nhận bản tin", "đăng ký nhận tin"],
        &["xem thêm", "đọc thêm", "đọc tiếp"],
        &["quảng cáo", "nội dung tài trợ"],
        &["chúng tôi sử dụng cookie", "trang web này sử dụng cookie"],
        &["về tác giả"],
    ]),
    ("tr", [
        &["bu haberi paylaş", "facebook ta paylaş", "haberi paylaş"],
        &["bültenimize", "e bültene abone"],
        &["devamını oku", "haberin devamı", "ayrıca okuyun"],
        &["reklam", "sponsorlu içerik"],
        &["çerezleri kullanıyoruz", "bu site çerez", "çerez politikası"],
        &["yazar hakkında", "yazarın diğer"],
    ]),
    ("ko", [
        &["공유하기", "기사 공유", "페이스북 공유"],
        &["뉴스레터 구독", "뉴스레터를"],
        &["더 읽기", "관련기사", "기사 더보기"],
        &["광고", "협찬"],
        &["쿠키를 사용", "당사는 쿠키"],
        &["기자의 다른 기사", "저자 소개"],
    ]),
    ("it", [
        &["condividi questo articolo", "condividi su"],
        &["iscriviti alla newsletter", "ricevi la newsletter"],
        &["leggi anche", "continua a leggere", "leggi tutto"],
        &["pubblicità", "contenuto sponsorizzato"],
        &["utilizziamo i cookie", "questo sito utilizza cookie", "usiamo i cookie"],
        &["sull autore", "chi è l autore", "informazioni sull autore"],
    ]),
    ("fa", [
        &["اشتراک گذاری", "به اشتراک بگذارید"],
        &["عضویت در خبرنامه", "خبرنامه"],
        &["بیشتر بخوانید", "ادامه مطلب", "همچنین بخوانید"],
        &["تبلیغات", "آگهی"],
        &["ما از کوکی", "این سایت از کوکی"],
        &["درباره نویسنده"],
    ]),
    ("pl", [
        &["udostępnij ten artykuł", "udostępnij na"],
        &["zapisz się na newsletter", "zapisz się do newslettera"],
        &["czytaj także", "czytaj więcej", "czytaj dalej"],
        &["reklama", "materiał sponsorowany"],
        &["używamy plików cookie", "ta strona używa cookies", "korzystamy z plików cookie"],
        &["o autorze", "o autorce"],
    ]),
    ("nl", [
        &["deel dit artikel", "delen op"],
        &["meld je aan voor de nieuwsbrief", "schrijf je in voor de nieuwsbrief"],
        &["lees ook", "lees verder", "lees meer"],
        &["advertentie", "gesponsord"],
        &["wij gebruiken cookies", "deze website gebruikt cookies", "we gebruiken cookies"],
        &["over de auteur"],
    ]),
    ("sv", [
        &["dela artikeln", "dela på"],
        &["prenumerera på nyhetsbrevet", "anmäl dig till nyhetsbrevet"],
        &["läs också", "läs mer", "läs även"],
        &["annons", "i betalt samarbete"],
        &["vi använder cookies", "den här webbplatsen använder", "vi använder kakor"],
        &["om författaren", "om skribenten"],
    ]),
    ("uk", [
        &["поділитися у", "поділитися в"],
        &["підпишіться на розсилку", "підписуйтесь на"],
        &["читайте також", "читати далі"],
        &["реклама"],
        &["ми використовуємо cookie", "сайт використовує cookie"],
        &["про автора"],
    ]),
    ("el", [
        &["μοιραστείτε το", "κοινοποίηση"],
        &["εγγραφείτε στο newsletter"],
        &["διαβάστε επίσης", "διαβάστε περισσότερα"],
        &["διαφήμιση"],
        &["χρησιμοποιούμε cookies", "αυτός ο ιστότοπος χρησιμοποιεί"],
        &["σχετικά με τον συγγραφέα"],
    ]),
    ("th", [
        &["แชร์บทความ", "แชร์ข่าวนี้"],
        &["สมัครรับจดหมายข่าว", "รับข่าวสาร"],
        &["อ่านเพิ่มเติม", "อ่านต่อ", "ข่าวที่เกี่ยวข้อง"],
        &["โฆษณา"],
        &["เว็บไซต์นี้ใช้คุกกี้", "เราใช้คุกกี้"],
        &["เกี่ยวกับผู้เขียน"],
    ]),
];

#[cfg(test)]
mod tests {
    use super::super::words::fold;
    use super::*;

    #[test]
    fn every_language_has_phrases_of_every_matter() {
        assert!(LANGUAGES.len() >= 20);
        for (language, matters) in LANGUAGES {
            for phrases in matters {
                assert!(!phrases.is_empty(), "{language}");
                assert!(phrases.iter().all(|phrase| fold(phrase) == *phrase), "{language}: {phrases:?}");
            }
        }
    }
}
