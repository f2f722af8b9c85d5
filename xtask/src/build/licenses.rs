//! What licence files have in common, so that THIRD-PARTY-NOTICES says it once;
//! tests/packaging/checks/notices.mjs compares the result with the files themselves.

/// Where the terms of the MIT License begin, after the title and the copyright lines.
const MIT_START: &str = "Permission is hereby granted";
const APACHE_START: &str = "Apache License\n";
const APACHE_END: &str = "END OF TERMS AND CONDITIONS";

/// A licence file: whose it is, and what it grants.
pub struct License {
    pub copyright: Vec<String>,
    pub terms: String,
}

/// Takes a licence file apart. A text with the words of the MIT License in `mit` gets that one's lines, so
/// that all of them compare equal; only its copyright lines are its own. Any other text stays whole.
pub fn read(text: &str, mit: &str) -> License {
    let whole = || License {
        copyright: Vec::new(),
        terms: text.trim_end().to_owned(),
    };
    let (Some((head, terms)), Some((_, mit_terms))) = (split_mit(text), split_mit(mit)) else {
        return whole();
    };
    if !has_same_words(terms, mit_terms) {
        return whole();
    }
    let lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let (copyright, others): (Vec<_>, Vec<_>) =
        lines.partition(|line| line.starts_with("Copyright"));
    // A title is not part of the terms; anything else may be.
    if others.iter().any(|line| !is_mit_title(line)) {
        return whole();
    }
    License {
        copyright: copyright.into_iter().map(str::to_owned).collect(),
        terms: mit_terms.trim_end().to_owned(),
    }
}

/// Puts `reference` in the place of the Apache License, if the text has it word for word as `apache` does.
pub fn refer_to_apache(text: &str, apache: &str, reference: &str) -> String {
    let range = |text: &str| {
        let start = text.find(APACHE_START)?;
        let end = text.find(APACHE_END)? + APACHE_END.len();
        Some(start..end)
    };
    let (Some(found), Some(own)) = (range(text), range(apache)) else {
        return text.to_owned();
    };
    match (text.get(found.clone()), apache.get(own)) {
        (Some(found_text), Some(own_text)) if has_same_words(found_text, own_text) => {
            let mut shorter = text.to_owned();
            shorter.replace_range(found, reference);
            shorter
        }
        _ => text.to_owned(),
    }
}

fn split_mit(text: &str) -> Option<(&str, &str)> {
    text.find(MIT_START).map(|start| text.split_at(start))
}

fn is_mit_title(line: &str) -> bool {
    ["MIT License", "The MIT License", "The MIT License (MIT)"].contains(&line)
}

fn has_same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}
