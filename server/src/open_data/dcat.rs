//! `/open-data/catalog.jsonld`: all sets as a DCAT catalogue (W3C, version 2), so that portals can list them.

use app::backend::{Publication, PublishedFile, latest_of_each};
use app::words::open_data as words;
use app::words::open_data::columns::DATASETS;
use chrono::SecondsFormat;
use domain::publication::Set;
use serde_json::{Value, json};

const PAGE: &str = "/open-data";
const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// Of all versions only the latest of each set is listed.
pub(super) fn catalogue(publications: &[Publication], base: &str) -> Value {
    let page = format!("{base}{PAGE}");
    let modified = publications.iter().map(|publication| publication.published_at).max();
    let mut catalogue = json!({
        "@context": context(),
        "@id": format!("{page}/catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": words::TITLE,
        "dct:description": words::LEAD,
        "dct:language": "ja",
        "dct:license": LICENCE,
        "dct:publisher": publisher(),
        "foaf:homepage": page,
        "dcat:dataset": latest_of_each(publications).into_iter().map(|publication| dataset(publication, base)).collect::<Vec<_>>(),
    });
    if let Some(modified) = modified {
        catalogue["dct:modified"] = json!(modified.to_rfc3339_opts(SecondsFormat::Secs, true));
    }
    catalogue
}

/// The vocabularies, and which values are addresses, dates or numbers.
fn context() -> Value {
    let id = json!({ "@type": "@id" });
    let typed = |kind: &str| json!({ "@type": kind });
    json!({
        "dcat": "http://www.w3.org/ns/dcat#",
        "dct": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "dct:license": id,
        "dct:modified": typed("xsd:dateTime"),
        "dct:issued": typed("xsd:dateTime"),
        "dcat:startDate": typed("xsd:date"),
        "dcat:endDate": typed("xsd:date"),
        "dcat:landingPage": id,
        "dcat:accessURL": id,
        "dcat:downloadURL": id,
        "dcat:mediaType": id,
        "dcat:byteSize": typed("xsd:nonNegativeInteger"),
        "foaf:homepage": id,
        "spdx:algorithm": id,
        "spdx:checksumValue": typed("xsd:hexBinary"),
    })
}

fn publisher() -> Value {
    json!({ "@type": "foaf:Organization", "foaf:name": words::PUBLISHER })
}

fn dataset(publication: &Publication, base: &str) -> Value {
    let page = format!("{base}{PAGE}");
    let code = publication.set.code();
    let at = publication.published_at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let mut dataset = json!({
        "@id": format!("{page}#{code}"),
        "@type": "dcat:Dataset",
        "dct:identifier": code,
        "dct:title": words::set(&publication.set),
        "dct:description": words::about(&publication.set),
        "dct:language": "ja",
        "dct:publisher": publisher(),
        "dct:license": LICENCE,
        "dct:issued": at,
        "dct:modified": at,
        "owl:versionInfo": publication.version.to_string(),
        "dcat:keyword": ["DX", "中小企業", "広島県"],
        "dcat:landingPage": page,
        "dct:spatial": { "@type": "dct:Location", "rdfs:label": words::PUBLISHER },
        "dcat:distribution": publication.files.iter().map(|file| distribution(publication, file, base)).collect::<Vec<_>>(),
    });
    if let Set::Period(period) = &publication.set
        && let Some((first, last)) = period.first_and_last()
    {
        dataset["dct:temporal"] =
            json!({ "@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last });
    }
    dataset
}

fn distribution(publication: &Publication, file: &PublishedFile, base: &str) -> Value {
    let address = format!("{base}{}", publication.path_of(&file.name));
    let media_type = file.media_type.split(';').next().unwrap_or_default();
    let dataset = DATASETS.iter().find(|dataset| file.name.starts_with(&format!("{}.", dataset.name)));
    json!({
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": dataset.map_or(file.name.as_str(), |dataset| dataset.title),
        "dct:license": LICENCE,
        "dcat:accessURL": format!("{base}{PAGE}"),
        "dcat:downloadURL": address,
        "dcat:mediaType": format!("https://www.iana.org/assignments/media-types/{media_type}"),
        "dcat:byteSize": file.bytes.to_string(),
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256",
            "spdx:checksumValue": file.sha256,
        },
    })
}
