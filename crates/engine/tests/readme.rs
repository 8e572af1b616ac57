//! What README.md and the guide show to a person is checked like any automation.

use carteiro_engine::Automation;

const HEAD: &str = "name: README
steps:
  - connect:
      session: work
      mail_server:
        host: mail.example
        auth: { basic: { username: ana@mail.example, password: { credential: mail/ana.password } } }
        outgoing: { host: mail.example }
";

fn blocks(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next())
}

fn indented(block: &str, by: usize) -> String {
    block.lines().map(|line| format!("{:by$}{line}\n", "")).collect::<Vec<_>>().concat()
}

/// What is wrong with it, in words.
fn mistakes(automation: &str) -> Vec<String> {
    let loaded = Automation::load("README.md", automation.as_bytes());
    loaded.err().into_iter().flatten().map(|mistake| mistake.phrase.to_string()).collect()
}

#[test]
fn every_example_of_the_readme_is_all_right() {
    let blocks: Vec<_> = blocks(include_str!("../../../README.md")).collect();
    assert!(blocks.len() >= 6);
    for block in blocks {
        let automation = if block.starts_with("name:") {
            block.to_owned()
        } else if block.starts_with("- for_each_mail:") {
            format!("{HEAD}{}", indented(block, 2))
        } else {
            format!("{HEAD}  - for_each_mail:\n      session: work\n      do:\n{}", indented(block, 8))
        };
        assert_eq!(mistakes(&automation), [""; 0], "{block}");
    }
}

/// Whole loops, and what stands in a `where`.
#[test]
fn every_example_of_the_guide_to_filters_is_all_right() {
    let blocks: Vec<_> = blocks(include_str!("../../../docs/guide/filters.md")).collect();
    assert!(blocks.len() >= 9);
    for block in blocks {
        let automation = if block.starts_with("- for_each_mail:") {
            format!("{HEAD}{}", indented(block, 2))
        } else {
            let condition = indented(block, 8);
            format!(
                "{HEAD}  - for_each_mail:\n      session: work\n      where:\n{condition}      do: [log: {{ text: x }}]\n"
            )
        };
        assert_eq!(mistakes(&automation), [""; 0], "{block}");
    }
}
