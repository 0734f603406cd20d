//! The certificates, as a message shows them.

pub(crate) const ONLY_CAS: &str = "only certificates of CAs are sent";
pub(crate) const BETTER_SENT: &str = "better sent too";
pub(crate) const NOT_AMONG_THEM: &str = "not among them";
pub(crate) const NONE_SIGNED_IT: &str = "none signed it";
pub(crate) const NOT_THE_SAME: &str = "not the same";

pub(crate) const NOT_FOR_HOST: &str = "does not name the host";
pub(crate) const LOOK_HERE_FIRST: &str = "look here first: it lasts shortest";
pub(crate) const LASTS_YEARS: &str = "lasts years";
pub(crate) const LASTS_LONGEST: &str = "lasts longest";
pub(crate) const ONE_IS_OUTSIDE: &str = "One is outside its dates; the message does not say which.";
pub(crate) const OR_SELF_SIGNED: &str = "or self-signed and no CA, which reads the same";
pub(crate) const ISSUER_OF_LEAF: &str = "issuer of the leaf";
pub(crate) const AFTER_ANOTHER: &str = "comes after another";
pub(crate) const COMES_FIRST: &str = "comes first";
pub(crate) const ORDER_IS_EXAMPLE: &str = "An example: the message does not tell the order sent.";
pub(crate) const IF_THERE: &str = "if there is one";
pub(crate) const PRIVATE_CA: &str = "of a private CA";
pub(crate) const BY_ANOTHER_ROOT: &str = "signed by another root";
pub(crate) const NOT_UPLOADED: &str = "not the one uploaded";
pub(crate) const V1_COMPARES_LEAF: &str = "v1 compares the leaf alone.";
pub(crate) const SELF_SIGNED: &str = "self-signed, and not trusted";
pub(crate) const SENT_NOT_TRUSTED: &str = "sent, and not trusted";
pub(crate) const ISSUER_NOWHERE: &str = "an issuer is not sent, nor among the trusted roots";
pub(crate) const CODE_ALONE: &str = "The code alone does not say which certificate it is.";
