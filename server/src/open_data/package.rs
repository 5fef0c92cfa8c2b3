//! The Frictionless Data Package (version 1) of a set: every file with its schema, size and checksum.

use app::words::open_data as words;
use app::words::open_data::columns::{Column, DATASETS, Dataset};
use chrono::SecondsFormat;
use serde_json::{Value, json};

use super::{Edition, File, source};

/// What stands where there is no value: nothing, a number that is not published, a share of nobody.
const MISSING: [&str; 3] = ["", "x", "n/a"];

pub(super) fn package(edition: &Edition, files: &[File]) -> Value {
    let code = edition.set.code();
    json!({
        "profile": "data-package",
        "name": format!("dx-shindan-hiroshima-{}", code.to_lowercase()),
        "title": words::set(&edition.set),
        "description": words::about(&edition.set),
        "version": edition.version.to_string(),
        "created": edition.published_at.to_rfc3339_opts(SecondsFormat::Secs, true),
        "licenses": [{
            "name": "CC-BY-4.0",
            "path": words::LICENCE_URL,
            "title": "Creative Commons Attribution 4.0 International",
        }],
        "sources": [{ "title": source(&edition.set) }],
        "contributors": [{ "title": words::PUBLISHER, "role": "publisher" }],
        "resources": files.iter().filter_map(resource).collect::<Vec<_>>(),
    })
}

fn resource(file: &File) -> Option<Value> {
    let (name, format) = file.name.rsplit_once('.')?;
    let dataset = DATASETS.iter().find(|dataset| dataset.name == name)?;
    let mut resource = json!({
        "profile": "data-resource",
        "name": file.name.replace('.', "-"),
        "path": file.name,
        "title": dataset.title,
        "format": format,
        "mediatype": file.media_type.split(';').next(),
        "encoding": "utf-8",
        "bytes": file.body.len(),
        "hash": format!("sha256:{}", file.sha256()),
    });
    // The same rows in JSON are described by these columns too; as a second table they would count twice.
    if format == "csv" {
        resource["profile"] = json!("tabular-data-resource");
        resource["schema"] = schema(dataset);
        resource["dialect"] = json!({ "delimiter": ",", "lineTerminator": "\r\n", "header": true });
    }
    Some(resource)
}

fn schema(dataset: &Dataset) -> Value {
    json!({ "fields": dataset.columns.iter().map(field).collect::<Vec<_>>(), "missingValues": MISSING })
}

fn field(column: &Column) -> Value {
    let mut field = json!({ "name": column.name, "type": column.kind, "title": column.title });
    if !column.description.is_empty() {
        field["description"] = json!(column.description);
    }
    field
}
