//! Pieces that several pages share.

pub mod at_hand;
pub mod bar;
pub mod calendar;
pub mod catalogue;
pub mod differences;
pub mod downloads;
pub mod error;
pub mod figures;
pub mod frame;
pub mod imported;
pub mod judgement;
pub mod keying;
pub mod listing;
pub mod load;
pub mod notice_choices;
pub mod qr;
pub mod question;
pub mod radar;
pub mod refused;
pub mod said;
pub mod stat;
pub mod survey;
pub mod table;
pub mod tile_map;
pub mod trend_chart;
