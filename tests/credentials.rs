//! How long credentials may be, and what is said of those that are not right.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use tcaptcha::verify::{Action, Credentials};

/// What is wrong with the secretId, the secretKey or the token when it is this text.
fn problem_of(which: usize, text: &str) -> Option<String> {
    let part = |at: usize| if at == which { text } else { "x" };
    Credentials::new(part(0), part(1), Some(part(2).to_owned()))
        .err()
        .map(|error| error.message().to_owned())
}

#[test]
fn each_part_has_a_longest_length() {
    for (which, name, longest) in [
        (0, "secretId", 256),
        (1, "secretKey", 256),
        (2, "token", 8192),
    ] {
        assert_eq!(problem_of(which, &"k".repeat(longest)), None, "{name}");
        for len in [longest + 1, longest + 2, 2 * longest] {
            let problem = problem_of(which, &"k".repeat(len));
            let expected = format!("{name} must be at most {longest} characters, got {len}");
            assert_eq!(problem, Some(expected));
        }
        // As long as may be, and wrong otherwise.
        let problem = problem_of(which, &" ".repeat(longest)).unwrap();
        assert!(problem.contains("must be visible ASCII"), "{problem}");
        assert_eq!(
            problem_of(which, ""),
            Some(format!("{name} must not be empty"))
        );
    }
}

#[test]
fn actions_by_their_names() {
    for action in [Action::Mini, Action::Web] {
        assert_eq!(Action::from_name(action.as_str()), Some(action));
    }
    assert_eq!(Action::from_name("DescribeCaptcha"), None);
}
