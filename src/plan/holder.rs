/// Who holds a registration: the kinds of Law 06/2022/QH15, art. 2, and those that plans add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolderKind {
    /// Tập thể.
    Collective,
    /// Cá nhân.
    Individual,
    /// Hộ gia đình.
    Household,
    /// Doanh nghiệp.
    Enterprise,
    /// Hợp tác xã.
    Cooperative,
    /// Tổ hợp tác.
    CooperativeGroup,
    /// Mô hình: what is done, not who does it; who does is its carrier.
    Practice,
}

impl HolderKind {
    /// All kinds, in the order of tables.
    pub const ALL: [HolderKind; 7] = [
        HolderKind::Collective,
        HolderKind::Individual,
        HolderKind::Household,
        HolderKind::Enterprise,
        HolderKind::Cooperative,
        HolderKind::CooperativeGroup,
        HolderKind::Practice,
    ];

    /// The word used in data files and plans.
    pub fn id(self) -> &'static str {
        match self {
            HolderKind::Collective => "collective",
            HolderKind::Individual => "individual",
            HolderKind::Household => "household",
            HolderKind::Enterprise => "enterprise",
            HolderKind::Cooperative => "cooperative",
            HolderKind::CooperativeGroup => "cooperative_group",
            HolderKind::Practice => "practice",
        }
    }

    /// The kind of that name.
    pub fn from_id(id: &str) -> Option<HolderKind> {
        HolderKind::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// What an officer calls it.
    pub fn label(self) -> &'static str {
        match self {
            HolderKind::Collective => "Tập thể",
            HolderKind::Individual => "Cá nhân",
            HolderKind::Household => "Hộ gia đình",
            HolderKind::Enterprise => "Doanh nghiệp",
            HolderKind::Cooperative => "Hợp tác xã",
            HolderKind::CooperativeGroup => "Tổ hợp tác",
            HolderKind::Practice => "Mô hình",
        }
    }
}

/// A column of a list in which the words of a holder may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HolderColumn {
    /// Chức vụ, nghề nghiệp.
    Position,
    /// Nơi công tác.
    Workplace,
    /// Ghi chú.
    Remark,
    /// Dân tộc.
    Ethnicity,
    /// Tôn giáo.
    Religion,
    /// Phân loại đối tượng.
    ObjectClass,
    /// What crosses say.
    Attributes,
}

impl HolderColumn {
    /// All columns.
    pub const ALL: [HolderColumn; 7] = [
        HolderColumn::Position,
        HolderColumn::Workplace,
        HolderColumn::Remark,
        HolderColumn::Ethnicity,
        HolderColumn::Religion,
        HolderColumn::ObjectClass,
        HolderColumn::Attributes,
    ];

    /// The word used in plans.
    pub fn id(self) -> &'static str {
        match self {
            HolderColumn::Position => "position",
            HolderColumn::Workplace => "workplace",
            HolderColumn::Remark => "remark",
            HolderColumn::Ethnicity => "ethnicity",
            HolderColumn::Religion => "religion",
            HolderColumn::ObjectClass => "object_class",
            HolderColumn::Attributes => "attributes",
        }
    }

    /// The column of that name.
    pub fn from_id(id: &str) -> Option<HolderColumn> {
        HolderColumn::ALL.into_iter().find(|column| column.id() == id)
    }
}
