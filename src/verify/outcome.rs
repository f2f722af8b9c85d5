//! The outcome of a ticket check.

use serde::{Serialize, Serializer};

/// The outcome of a ticket check.
///
/// Serializes to the object that JavaScript sees, absent fields left out.
///
/// ```
/// use tcaptcha::verify::{Action, VerifyOutcome, parse_verify_response};
///
/// let body = r#"{"Response": {"CaptchaCode": 8, "RequestId": "3f1e-44"}}"#;
/// match parse_verify_response(200, body, Action::Mini, "tr0abc")? {
///     VerifyOutcome::Passed { .. } => println!("let them in"),
///     VerifyOutcome::Rejected { reason, .. } => println!("ask again: {}", reason.as_str()),
///     VerifyOutcome::Unavailable { reason, .. } => println!("later: {}", reason.as_str()),
/// }
/// # Ok::<(), tcaptcha::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(
    tag = "status",
    rename_all = "lowercase",
    rename_all_fields = "camelCase"
)]
pub enum VerifyOutcome {
    /// The vendor knows the ticket, and it was not used before.
    Passed {
        /// The ticket that was checked.
        ticket: String,
        /// The vendor's name of this request.
        request_id: String,
        /// Invisible mode, Web action: 0 for a request without malice.
        #[serde(skip_serializing_if = "Option::is_none")]
        evil_level: Option<i64>,
        /// Web action: 0 to 100.
        #[serde(skip_serializing_if = "Option::is_none")]
        score: Option<i64>,
    },
    /// The ticket must not let anybody in.
    Rejected {
        /// Why, to branch on.
        reason: RejectReason,
        /// Why, for people.
        message: String,
        /// The vendor's code, if it was an integer.
        #[serde(skip_serializing_if = "Option::is_none")]
        captcha_code: Option<i64>,
        /// The vendor's name of this request.
        #[serde(skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
    },
    /// Nothing is known of the ticket: no response, or none that says anything of it.
    Unavailable {
        /// Why, to branch on.
        reason: UnavailableReason,
        /// Why, for people.
        message: String,
        /// The vendor's code, if that is why.
        #[serde(skip_serializing_if = "Option::is_none")]
        captcha_code: Option<i64>,
        /// The vendor's name of this request.
        #[serde(skip_serializing_if = "Option::is_none")]
        request_id: Option<String>,
        /// The vendor says that it did not process the request: it can be sent again.
        #[serde(skip)]
        retryable: bool,
    },
}

macro_rules! reasons {
    ($(#[doc = $doc:literal])+ $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident => $text:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[doc = $variant_doc])+ $variant,)+
        }

        impl $name {
            /// Every reason, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The reason as JavaScript sees it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}

reasons! {
    /// Why a ticket is rejected. The first four are found without asking the vendor.
    ///
    /// ```
    /// use tcaptcha::verify::RejectReason;
    /// assert_eq!(RejectReason::FallbackTicket.as_str(), "fallback_ticket");
    /// assert_eq!(RejectReason::ALL.len(), 11);
    /// ```
    RejectReason {
        /// The user closed the captcha.
        Closed => "closed",
        /// The user failed the captcha.
        Failed => "failed",
        /// What the client sent cannot be read.
        Malformed => "malformed",
        /// A disaster-recovery ticket: the client says that it could not reach the captcha.
        FallbackTicket => "fallback_ticket",
        /// The ticket was used before.
        Replayed => "replayed",
        /// The ticket is older than 5 minutes.
        Expired => "expired",
        /// CaptchaAppId, AppSecretKey, ticket and randstr do not belong together.
        Mismatch => "mismatch",
        /// The vendor cannot read the ticket.
        InvalidTicket => "invalid_ticket",
        /// The vendor's risk control refused the request.
        Risk => "risk",
        /// The ticket is good and the request malicious (EvilLevel 100).
        Malicious => "malicious",
        /// A code without a published meaning.
        Refused => "refused",
    }
}

reasons! {
    /// Why nothing can be said of a ticket. Only some of these come from [`parse_verify_response`].
    ///
    /// [`parse_verify_response`]: super::parse_verify_response
    ///
    /// ```
    /// use tcaptcha::verify::UnavailableReason;
    /// assert_eq!(UnavailableReason::RateLimited.as_str(), "rate_limited");
    /// assert_eq!(UnavailableReason::ALL.len(), 7);
    /// ```
    UnavailableReason {
        /// No answer in time.
        Timeout => "timeout",
        /// No connection, or one that broke.
        Network => "network",
        /// The vendor failed, or its answer cannot be read.
        Service => "service",
        /// More requests than the vendor takes.
        RateLimited => "rate_limited",
        /// The vendor's package is used up, or the account is in arrears.
        Quota => "quota",
        /// The replay store failed.
        Store => "store",
        /// No connection was free in time: too many checks were under way.
        Overloaded => "overloaded",
    }
}
