//! What kind of browser somebody is in.

/// What kind of browser a session is in: enough to tell one's own devices apart, and no more is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    Iphone,
    Ipad,
    Android,
    Windows,
    Mac,
    Other,
}

impl Device {
    pub const ALL: [Device; 6] =
        [Device::Iphone, Device::Ipad, Device::Android, Device::Windows, Device::Mac, Device::Other];

    /// As it is stored.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Device::Iphone => "iphone",
            Device::Ipad => "ipad",
            Device::Android => "android",
            Device::Windows => "windows",
            Device::Mac => "mac",
            Device::Other => "other",
        }
    }

    /// A code that only another version knows is another device.
    #[must_use]
    pub fn parse(code: &str) -> Device {
        Device::ALL.into_iter().find(|device| device.code() == code).unwrap_or(Device::Other)
    }

    /// What a browser says of itself. iPhones call themselves like Macs too, and come first.
    #[must_use]
    pub fn of_user_agent(text: &str) -> Device {
        const NAMES: [(&str, Device); 5] = [
            ("iPhone", Device::Iphone),
            ("iPad", Device::Ipad),
            ("Android", Device::Android),
            ("Windows", Device::Windows),
            ("Macintosh", Device::Mac),
        ];
        NAMES.into_iter().find(|(name, _)| text.contains(name)).map_or(Device::Other, |(_, device)| device)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back() {
        for device in Device::ALL {
            assert_eq!(Device::parse(device.code()), device);
        }
        assert_eq!(Device::parse("toaster"), Device::Other);
    }

    #[test]
    fn a_browser_is_told_by_what_it_says() {
        for (text, device) in [
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15", Device::Iphone),
            ("Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X)", Device::Ipad),
            ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36", Device::Android),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36", Device::Windows),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)", Device::Mac),
            ("Mozilla/5.0 (X11; Linux x86_64)", Device::Other),
            ("", Device::Other),
        ] {
            assert_eq!(Device::of_user_agent(text), device, "{text}");
        }
    }
}
