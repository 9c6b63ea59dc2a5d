//! `plan.toml` as written. Words are words here; what they mean is settled in `settle`.

use schemars::JsonSchema;
use toml::Spanned;

use super::due::RawDue;
use super::values::{RawAmounts, RawDate, RawWhole, Words};

/// A plan (kế hoạch) to build and replicate exemplars: who has to register how many, in which
/// movement, by when.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPlan {
    /// Number and sign of the document, as `310/KH-UBND`; blank in a draft.
    #[serde(default)]
    pub number: String,
    /// Title, without the words "Kế hoạch".
    pub title: String,
    /// The day on which it was issued; left out in a draft.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub issued: Option<Spanned<RawDate>>,
    /// The unit that issued it: a code of the unit list, or a name.
    #[schemars(with = "String")]
    pub issuer: Spanned<String>,
    /// The office that receives the registrations: a code, or a name.
    #[schemars(with = "String")]
    pub receiver: Spanned<String>,
    /// The level that issued it.
    #[schemars(with = "String", extend("enum" = ["central", "province", "district", "commune", "hamlet"]))]
    pub level: Spanned<String>,
    /// First day of the plan.
    #[schemars(with = "RawDate")]
    pub from: Spanned<RawDate>,
    /// Last day of the plan.
    #[schemars(with = "RawDate")]
    pub to: Spanned<RawDate>,
    /// Last day of each period, where it is no calendar month: 14 for periods from the 15th to the 14th, named
    /// by the month in which they close.
    #[serde(default)]
    #[schemars(with = "Option<i8>", range(min = 1, max = 31))]
    pub cut_off_day: Option<Spanned<i8>>,
    /// How an exemplar registered more than once counts; `once_per_movement` unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["once_per_movement", "once_per_plan", null]))]
    pub counting: Option<Spanned<String>>,
    /// Who owes a registration list; unless said, whoever owes a minimum.
    #[serde(default)]
    #[schemars(with = "Vec<RawClass>")]
    pub reporters: Vec<Spanned<RawClass>>,
    /// Movements, campaigns and sectors, in the order of the document.
    #[serde(default)]
    #[schemars(with = "Vec<RawMovement>")]
    pub movement: Vec<Spanned<RawMovement>>,
    /// Minimums over all movements, or for a movement named by its `movement`.
    #[serde(default)]
    #[schemars(with = "Vec<RawQuota>")]
    pub quota: Vec<Spanned<RawQuota>>,
    /// Clusters of units (cụm, khối thi đua), for quotas that a cluster owes.
    #[serde(default)]
    #[schemars(with = "Vec<RawCluster>")]
    pub cluster: Vec<Spanned<RawCluster>>,
    /// Totals of units (how many collectives a department has), for shares of them.
    #[serde(default)]
    #[schemars(with = "Vec<RawTotal>")]
    pub total: Vec<Spanned<RawTotal>>,
    /// What is called in, and by when.
    #[serde(default)]
    #[schemars(with = "Vec<RawDue>")]
    pub due: Vec<Spanned<RawDue>>,
    /// Phases of a plan of several years.
    #[serde(default)]
    #[schemars(with = "Vec<RawPhase>")]
    pub phase: Vec<Spanned<RawPhase>>,
    /// Interim and final reviews.
    #[serde(default)]
    #[schemars(with = "Vec<RawReview>")]
    pub review: Vec<Spanned<RawReview>>,
    /// Who may be an exemplar at all.
    #[serde(default)]
    #[schemars(with = "Vec<RawEligibility>")]
    pub eligibility: Vec<Spanned<RawEligibility>>,
    /// What people weigh when they choose: criteria that no program can check.
    #[serde(default)]
    #[schemars(with = "Vec<RawCriterion>")]
    pub criterion: Vec<Spanned<RawCriterion>>,
    /// Who was given what to do, besides registering exemplars.
    #[serde(default)]
    #[schemars(with = "Vec<RawTask>")]
    pub task: Vec<Spanned<RawTask>>,
    /// Shares of funds that are set apart.
    #[serde(default)]
    #[schemars(with = "Vec<RawFund>")]
    pub fund: Vec<Spanned<RawFund>>,
    /// More time granted to single units.
    #[serde(default)]
    #[schemars(with = "Vec<RawExtension>")]
    pub extension: Vec<Spanned<RawExtension>>,
}

/// A movement, campaign or sector.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMovement {
    /// Identifier in data files: small ASCII letters, digits and hyphens.
    #[schemars(with = "String")]
    pub id: Spanned<String>,
    /// Full name as printed, without "Phong trào thi đua".
    pub name: String,
    /// Short name for charts and columns, at most 22 letters; the full name unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub short: Option<Spanned<String>>,
    /// `emulation` (phong trào thi đua), `campaign` (cuộc vận động) or `sector` (lĩnh vực).
    #[schemars(with = "String", extend("enum" = ["emulation", "campaign", "sector"]))]
    pub kind: Spanned<String>,
    /// How else people write it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Its minimums.
    #[serde(default)]
    #[schemars(with = "Vec<RawQuota>")]
    pub quota: Vec<Spanned<RawQuota>>,
}

/// A quota: a minimum, or a maximum. Exactly one of `lead`, `leads`, `each` and `clusters` says who owes it.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawQuota {
    /// The movement, for a minimum written outside one; over all movements unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub movement: Option<Spanned<String>>,
    /// The one lead agency: a code, or a name.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub lead: Option<Spanned<String>>,
    /// Several lead agencies, each of which owes the minimum ("mỗi đơn vị") unless `shared` says otherwise.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub leads: Vec<Spanned<String>>,
    /// A class of units, each of which owes the minimum ("mỗi xóm").
    #[serde(default)]
    #[schemars(with = "Option<RawClass>")]
    pub each: Option<Spanned<RawClass>>,
    /// Units that help.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub partners: Vec<Spanned<String>>,
    /// Partners that the document does not name ("các đơn vị liên quan").
    #[serde(default)]
    pub partners_text: String,
    /// The minimum: a number of any kind, or numbers by kind; for a number a share may stand, as `"5%"`, `"1/3"`,
    /// which is rounded up. There has to be this, or `at_most`, or both.
    #[serde(default)]
    #[schemars(with = "Option<RawAmounts>")]
    pub at_least: Option<Spanned<RawAmounts>>,
    /// The most ("không quá"), written like the minimum; a share is rounded down.
    #[serde(default)]
    #[schemars(with = "Option<RawAmounts>")]
    pub at_most: Option<Spanned<RawAmounts>>,
    /// What a share is of: a number; `total`, of the total that a `[[total]]` keeps for whoever owes it;
    /// `registered`, of whoever is registered under it. Of `registered` unless said, where `among` says of whom.
    #[serde(default)]
    #[schemars(with = "Option<RawWhole>")]
    pub of: Option<Spanned<RawWhole>>,
    /// Counts only some of the people: `women`, or `direct_workers`.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["women", "direct_workers", null]))]
    pub among: Option<Spanned<String>>,
    /// Owed anew in every `month`, `quarter`, `half_year` or `year` of the plan; once unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["month", "quarter", "half_year", "year", null]))]
    pub per: Option<Spanned<String>>,
    /// How several `leads` owe it: `each` all of it (unless said), `together` counted together, or `split` evenly.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["each", "together", "split", null]))]
    pub shared: Option<Spanned<String>>,
    /// Clusters, each of which owes it with all its units together: names or ids of `[[cluster]]`, or `all`.
    #[serde(default)]
    #[schemars(with = "Option<Words>")]
    pub clusters: Option<Spanned<Words>>,
    /// To whom it is restricted.
    #[serde(default)]
    pub holder: Option<RawHolder>,
    /// Where the document says so, and in which words.
    #[serde(default)]
    pub basis: String,
}

/// To whom a minimum is restricted ("nông dân").
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawHolder {
    /// The word of the document.
    pub name: String,
    /// Words of which one has to stand in the columns; the name unless said.
    #[serde(default)]
    pub any_of: Vec<String>,
    /// Words of which none may stand there; without `any_of`, anything else that is written will do
    /// ("dân tộc thiểu số": none of `Kinh` in the column `ethnicity`).
    #[serde(default)]
    pub none_of: Vec<String>,
    /// The columns that are looked at, of `position`, `workplace`, `remark`, `ethnicity`, `religion`,
    /// `object_class`, `attributes`; all of them unless said.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub columns: Vec<Spanned<String>>,
    /// Phrases in which such a word does not count ("Hội Nông dân" makes nobody a farmer).
    #[serde(default)]
    pub except: Vec<String>,
}

/// A class of units, by what they have in common, or one by one.
#[derive(Debug, Clone, Default, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawClass {
    /// One kind of unit, or several.
    #[serde(default)]
    #[schemars(with = "Option<Words>")]
    pub kind: Option<Spanned<Words>>,
    /// The level of the units.
    #[serde(default)]
    #[schemars(with = "Option<Words>")]
    pub level: Option<Spanned<Words>>,
    /// The unit below which they stand (itself left out): a code, or a name.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub within: Option<Spanned<String>>,
    /// Units that belong to the class besides, or alone.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub units: Vec<Spanned<String>>,
    /// Units that do not belong to it.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub except: Vec<Spanned<String>>,
    /// The day on which the units have to exist; the first day of the plan unless said.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub as_of: Option<Spanned<RawDate>>,
}

/// A cluster of units that compete with each other (cụm, khối thi đua).
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCluster {
    /// Its name as printed ("Cụm thi đua số 1").
    #[schemars(with = "String")]
    pub name: Spanned<String>,
    /// Identifier in data files; made of the name unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub id: Option<Spanned<String>>,
    /// Its units.
    #[schemars(with = "RawClass")]
    pub members: Spanned<RawClass>,
}

/// How many of something a unit has.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTotal {
    /// The unit: a code, or a name.
    #[schemars(with = "String")]
    pub unit: Spanned<String>,
    /// Of which kind; of any kind unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["collective", "individual", "household", "enterprise", "cooperative", "cooperative_group", "practice", null]))]
    pub kind: Option<Spanned<String>>,
    /// How many.
    pub count: u32,
    /// Where that is known from.
    #[serde(default)]
    pub basis: String,
}

/// A phase of a plan.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawPhase {
    /// Its name as printed.
    pub name: String,
    /// First day.
    #[schemars(with = "RawDate")]
    pub from: Spanned<RawDate>,
    /// Last day.
    #[schemars(with = "RawDate")]
    pub to: Spanned<RawDate>,
    /// Where the document says so.
    #[serde(default)]
    pub basis: String,
}

/// A review: within `from` and `to`, every year in `months`, every year `between` two days where the
/// document names no month, or on an `occasion` whose day the document leaves open.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawReview {
    /// Its name as printed.
    pub name: String,
    /// `interim` (sơ kết) or `final` (tổng kết).
    #[schemars(with = "String", extend("enum" = ["interim", "final"]))]
    pub kind: Spanned<String>,
    /// The level that holds it; every unit unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["central", "province", "district", "commune", "hamlet", null]))]
    pub level: Option<Spanned<String>>,
    /// First day on which it is held.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub from: Option<Spanned<RawDate>>,
    /// Last day on which it is held.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub to: Option<Spanned<RawDate>>,
    /// Months, 1 to 12, in which it is held every year.
    #[serde(default)]
    #[schemars(with = "Vec<u8>", inner(range(min = 1, max = 12)))]
    pub months: Vec<Spanned<i8>>,
    /// `year`: once in every year from `from` to `to` (of the whole plan unless said).
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["year", null]))]
    pub every: Option<Spanned<String>>,
    /// The occasion on which it is held ("dịp tổng kết công tác thi đua, khen thưởng").
    #[serde(default)]
    pub occasion: String,
    /// Where the document says so.
    #[serde(default)]
    pub basis: String,
}

/// A criterion in words, for the people who choose.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawCriterion {
    /// The kind of exemplar; every kind unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["collective", "individual", "household", "enterprise", "cooperative", "cooperative_group", "practice", null]))]
    pub kind: Option<Spanned<String>>,
    /// The movement; every one unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub movement: Option<Spanned<String>>,
    /// What is asked for.
    pub says: String,
    /// Where the document says so.
    #[serde(default)]
    pub basis: String,
}

/// A task: who has to do what, with whom, how often or by when.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawTask {
    /// What has to be done.
    pub what: String,
    /// Who has to do it: codes, or names.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub owners: Vec<Spanned<String>>,
    /// Owners that are no unit of the list ("các cấp, các ngành").
    #[serde(default)]
    pub owners_text: String,
    /// Who helps.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub partners: Vec<Spanned<String>>,
    /// Helpers that are no unit of the list.
    #[serde(default)]
    pub partners_text: String,
    /// To whom the result goes.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub to: Option<Spanned<String>>,
    /// How often, in the words of the document ("hằng năm", "02 năm/lần").
    #[serde(default)]
    pub when: String,
    /// First day, where one is set.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub from: Option<Spanned<RawDate>>,
    /// Last day, where one is set.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub by: Option<Spanned<RawDate>>,
    /// Where the document says so.
    #[serde(default)]
    pub basis: String,
}

/// A share of a fund.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawFund {
    /// Hundredths, 1 to 100.
    #[schemars(with = "u8", range(min = 1, max = 100))]
    pub percent: Spanned<u8>,
    /// Of which fund.
    pub of: String,
    /// For what.
    #[serde(default)]
    pub purpose: String,
    /// Where the document says so.
    #[serde(default)]
    pub basis: String,
}

/// More time, granted to some units, for one list that is called in.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawExtension {
    /// The name of the list as in `[[due]]`, of the plan or of the settings.
    pub due: String,
    /// The units: codes, or names.
    #[schemars(with = "Vec<String>")]
    pub units: Vec<Spanned<String>>,
    /// Last day on which their list is on time.
    #[schemars(with = "RawDate")]
    pub by: Spanned<RawDate>,
    /// By which document.
    #[serde(default)]
    pub basis: String,
}

/// Who may be an exemplar. Of several rules for a kind, the first whose position fits holds; one
/// without positions is for everyone else.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawEligibility {
    /// The kind of exemplar; every kind unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["collective", "individual", "household", "enterprise", "cooperative", "cooperative_group", "practice", null]))]
    pub kind: Option<Spanned<String>>,
    /// The movement; every one unless said.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub movement: Option<Spanned<String>>,
    /// Positions for which the rule is ("Giám đốc").
    #[serde(default)]
    pub positions: Vec<String>,
    /// Words that make a position another one ("Giám đốc **Trung tâm**").
    #[serde(default)]
    pub except: Vec<String>,
    /// Units whose people the rule is for; everybody's unless said.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub units: Vec<Spanned<String>>,
    /// Merits that are all needed.
    #[serde(default)]
    #[schemars(with = "Vec<RawMerit>")]
    pub all_of: Vec<Spanned<RawMerit>>,
    /// Merits of which one is enough.
    #[serde(default)]
    #[schemars(with = "Vec<RawMerit>")]
    pub any_of: Vec<Spanned<RawMerit>>,
    /// Where the document says so.
    #[serde(default)]
    pub basis: String,
}

/// One merit: exactly one of `award`, `initiative`, `rating` and `disciplined`.
#[derive(Debug, Clone, serde::Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RawMerit {
    /// An emulation title or commendation, by any of its names.
    #[serde(default)]
    pub award: Option<Words>,
    /// The level that recognised an initiative (sáng kiến).
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["central", "province", "district", "commune", "hamlet", null]))]
    pub initiative: Option<Spanned<String>>,
    /// The lowest yearly rating.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("enum" = ["excellent", "good", "complete", "incomplete", null]))]
    pub rating: Option<Spanned<String>>,
    /// `false`: nobody was disciplined.
    #[serde(default)]
    pub disciplined: Option<bool>,
    /// How often, for awards and initiatives; once unless said.
    #[serde(default)]
    pub times: Option<u32>,
    /// An award that is needed for every year ("hằng năm đạt danh hiệu").
    #[serde(default)]
    pub every_year: bool,
    /// First day that counts.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub from: Option<Spanned<RawDate>>,
    /// Last day that counts.
    #[serde(default)]
    #[schemars(with = "Option<RawDate>")]
    pub to: Option<Spanned<RawDate>>,
}
