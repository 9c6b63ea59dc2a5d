use super::Plan;

impl Plan {
    /// A fingerprint of what workbooks that were sent out depend on: the plan's identity, its period and its
    /// movements. Twelve hexadecimal digits; another plan, or another list of movements, has another.
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let mut take = |text: &str| {
            hasher.update(text.as_bytes());
            hasher.update(&[0]);
        };
        take(&self.number);
        take(&self.title);
        take(self.issuer.as_str());
        take(&self.from.to_string());
        take(&self.to.to_string());
        for movement in &self.movements {
            take(movement.id.as_str());
            take(&movement.name);
        }
        hasher.finalize().to_hex()[..12].to_owned()
    }
}
