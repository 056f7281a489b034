//! People in every form, in every element that names them.

use serde_json::json;

use crate::read::{atom, rss};

#[test]
fn names_and_mail_on_one_line() {
    for line in [
        "Mara Lund (mara@quay.example)",
        "mara@quay.example (Mara Lund)",
        "Mara Lund &lt;mara@quay.example&gt;",
        "mailto:mara@quay.example (Mara Lund)",
        "\"Mara Lund\" &lt;mara@quay.example&gt;",
    ] {
        for element in ["author", "dc:creator", "managingEditor", "itunes:author"] {
            let feed = rss(&format!("<{element}>{line}</{element}>"));
            let author = &feed["entries"][0]["author_detail"];
            assert_eq!(
                author,
                &json!({"name": "Mara Lund", "email": "mara@quay.example"}),
                "{element}: {line}"
            );
            assert_eq!(feed["entries"][0]["author"], "Mara Lund (mara@quay.example)");
        }
    }
    assert_eq!(rss("<author>mara@quay.example</author>")["entries"][0]["author"], "mara@quay.example");
    assert_eq!(rss("<author>By the Desk</author>")["entries"][0]["author"], "By the Desk");
}

#[test]
fn people_as_elements() {
    let feed = atom(
        "<author><name>Mara Lund</name><email>mara@quay.example</email><uri>/mara</uri></author><author><name>Ib Holm</name></author>\
         <contributor><name>Ida Sund</name></contributor>",
    );
    let entry = &feed["entries"][0];
    assert_eq!(entry["authors"][0]["href"], "https://quay.example/mara");
    assert_eq!(entry["authors"][1]["name"], "Ib Holm");
    assert_eq!(entry["contributors"][0]["name"], "Ida Sund");
    let feed = rss(
        "<itunes:owner><itunes:name>Quay Press</itunes:name><itunes:email>desk@quay.example</itunes:email></itunes:owner>",
    );
    assert_eq!(
        feed["entries"][0]["publisher_detail"],
        json!({"name": "Quay Press", "email": "desk@quay.example"})
    );
}

#[test]
fn somebody_named_twice_is_one_person() {
    let feed = rss(
        "<author>mara@quay.example (Mara Lund)</author><dc:creator>Mara Lund</dc:creator><dc:creator>Ib Holm</dc:creator>",
    );
    let authors = feed["entries"][0]["authors"].as_array().unwrap();
    assert_eq!(
        authors.iter().map(|author| author["name"].as_str().unwrap()).collect::<Vec<_>>(),
        ["Mara Lund", "Ib Holm"]
    );
}
