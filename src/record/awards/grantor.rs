//! Who grants awards.

/// Who grants an award, as far as plans ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grantor {
    /// The State: Chủ tịch nước, Thủ tướng Chính phủ.
    State,
    /// A ministry, a central branch or the centre of a mass organisation.
    Ministry,
    /// The province: Chủ tịch UBND tỉnh.
    Province,
    /// The party or a mass organisation of the province: Tỉnh ủy, Liên đoàn Lao động tỉnh.
    ProvinceBody,
    /// The base: a department's director, a head of a school, an office for itself.
    Base,
    /// The district: Chủ tịch UBND huyện; until 30 June 2025.
    District,
    /// The commune: Chủ tịch UBND xã.
    Commune,
}

impl Grantor {
    /// All of them, highest first.
    pub const ALL: [Grantor; 7] = [
        Grantor::State,
        Grantor::Ministry,
        Grantor::Province,
        Grantor::ProvinceBody,
        Grantor::Base,
        Grantor::District,
        Grantor::Commune,
    ];

    /// The word used in `schemas/awards.csv` and data files.
    pub fn id(self) -> &'static str {
        match self {
            Grantor::State => "state",
            Grantor::Ministry => "ministry",
            Grantor::Province => "province",
            Grantor::ProvinceBody => "province_body",
            Grantor::Base => "base",
            Grantor::District => "district",
            Grantor::Commune => "commune",
        }
    }

    /// The grantor of that name.
    pub fn from_id(id: &str) -> Option<Grantor> {
        Grantor::ALL.into_iter().find(|grantor| grantor.id() == id)
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            Grantor::State => "Nhà nước",
            Grantor::Ministry => "bộ, ngành, đoàn thể Trung ương",
            Grantor::Province => "cấp tỉnh",
            Grantor::ProvinceBody => "đảng, đoàn thể cấp tỉnh",
            Grantor::Base => "cơ sở",
            Grantor::District => "cấp huyện",
            Grantor::Commune => "cấp xã",
        }
    }
}
