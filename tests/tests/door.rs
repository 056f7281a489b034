//! The doors: fixed forms, JSON Lines out, one bad line does not stop the rest.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use serde_json::Value;
use tidings_tests::binary;

fn lines(output: &[u8]) -> Vec<Value> {
    binary::text(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn quotes_give_spans_into_the_text_and_the_speaker() {
    let text = "“The bridge is safe,” said Nadia Overby, the mayor.";
    let input = serde_json::json!({"id": "a", "title": "Bridge", "text": text}).to_string();
    let output = binary::run_with_input(&["text", "quotes"], input.as_bytes());
    assert!(output.status.success());
    let answer = lines(&output.stdout).remove(0);
    let quote = &answer["quotes"][0];
    let at = |end: usize| usize::try_from(quote["span"][end].as_u64().unwrap()).unwrap();
    assert_eq!(text.get(at(0)..at(1)).unwrap(), quote["text"].as_str().unwrap());
    assert_eq!(quote["speaker"], "Nadia Overby");
}

#[test]
fn a_line_that_is_no_json_gets_an_error_and_the_rest_goes_on() {
    let output =
        binary::run_with_input(&["text", "brief"], b"nonsense\n{\"id\":2,\"title\":\"\",\"text\":\"\"}\n");
    assert_eq!(output.status.code(), Some(1));
    let answers = lines(&output.stdout);
    assert!(answers[0]["error"].as_str().unwrap().contains("line 1"));
    assert_eq!(answers[1]["id"], 2);
}

#[test]
fn wrong_usage_ends_with_status_two() {
    assert_eq!(binary::run(&["text", "sing"]).status.code(), Some(2));
}
