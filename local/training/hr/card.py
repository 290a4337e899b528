"""Model cards, written from manifests: whatever a manifest does not say, a card does not say either."""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from functions.hr.domain.models.evidence import Manifest
from functions.hr.domain.models.gate import Finding, findings

LOCALES = ("es", "en")
ALIKE = ("ours", "logistic_regression", "default_trees")


def write(manifest: Manifest, folder: Path) -> None:
    """A card in each language."""
    folder.mkdir(parents=True, exist_ok=True)
    for locale in LOCALES:
        (folder / f"{manifest.name}.{locale}.md").write_text(text(manifest, locale), encoding="utf-8")


def text(manifest: Manifest, locale: str) -> str:
    """The card in Markdown. Its first line says what the number is and what it is not."""
    words = _words()[locale]
    parts = [words["first"][manifest.name], f"# {manifest.name} {manifest.version}"]
    for section, paragraphs in _sections(manifest, words):
        parts += [f"## {words['sections'][section]}", *paragraphs]
    return "\n\n".join(parts) + "\n"


def _sections(manifest: Manifest, words: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield "use", [words["use"]]
    yield "never", [words["never"]]
    yield "data", _data(manifest, words)
    yield "features", [words["features"].format(number=len(manifest.drivers), drivers=", ".join(manifest.drivers))]
    split = manifest.split
    told = words["protocol"].format(test=split.test, positives=split.positives, rows=split.test_rows_sha256)
    recipe = words["recipe"][manifest.evidence].format(**manifest.parameters)
    yield "protocol", [told, words["chosen"], recipe]
    yield "figures", [_table(words["figures"], _figures(manifest, words))]
    bins = [(str(one.people), f"{one.estimated:.3f}", f"{one.observed:.3f}") for one in manifest.reliability]
    yield "reliability", [_table(words["reliability"], bins)]
    yield "groups", [words["groups_note"], _table(words["groups"], _groups(manifest))]
    yield "gate", _gate(manifest, words)
    masking = [(str(one.missing), *_four(one.figures.as_row())) for one in manifest.masking]
    heads = [head.format(number=len(manifest.drivers)) for head in words["masking"]]
    yield "masking", [_table(heads, masking), words["masking_note"]]
    ranges = [
        (f"{one.below:.2f}", str(one.organisations), f"{one.low:.2f}", f"{one.high:.2f}") for one in manifest.ranges
    ]
    yield "ranges", [_table(words["ranges"], ranges), words["ranges_note"]]
    yield "importance", _importance(manifest, words)
    yield "drift", [words["drift"]]
    yield "parity", [words["parity"].format(**manifest.parity.model_dump())]
    yield "limits", [words["limits"]]
    yield "version", [_version(manifest, words)]


def _data(manifest: Manifest, words: dict[str, Any]) -> list[str]:
    people = manifest.split.train + manifest.split.test
    told = [words["data"].format(file=name, sha256=sha256, people=people) for name, sha256 in manifest.data.items()]
    return told if manifest.evidence == "measured" else [words["panel"], *told]


def _figures(manifest: Manifest, words: dict[str, Any]) -> Iterator[Sequence[str]]:
    for split, compared in manifest.figures:
        for name in ALIKE:
            yield words["splits"][split], words["models"][name], *_four(getattr(compared, name).as_row())
        if compared.deviation:
            yield words["splits"][split], words["deviation"], *_four(compared.deviation.as_row())


def _groups(manifest: Manifest) -> Iterator[Sequence[str]]:
    for one in manifest.groups:
        shares = (one.base_rate, one.auc, one.ece, one.error, one.flagged / one.people, one.hits, one.alarms)
        yield one.attribute, one.value, str(one.people), *(f"{share:.3f}" for share in shares)


def _gate(manifest: Manifest, words: dict[str, Any]) -> list[str]:
    found = findings(manifest)
    failed = [one for one in found if not one.passes]
    if not failed:
        return [words["all_pass"]]
    rows = [(one.check, f"{one.measured:.3f}", f"{one.limit:.3f}", _result(one, manifest, words)) for one in failed]
    notes = [words["gate_note"].format(passed=len(found) - len(failed))]
    if any(one.excepted and not one.confirmed for one in failed):
        notes.append(words["unconfirmed"])
    return [_table(words["gate"], rows), *notes]


def _result(finding: Finding, manifest: Manifest, words: dict[str, Any]) -> str:
    if not finding.excepted:
        return str(words["results"]["stops" if manifest.evidence == "measured" else "placeholder"])
    signed = next(one for one in manifest.exceptions if one.check == finding.check)
    by = signed.by or words["nobody"]
    return str(words["results"]["excepted"].format(reason=signed.reason, by=by))


def _importance(manifest: Manifest, words: dict[str, Any]) -> list[str]:
    rows = [(driver, f"{mean:.3f}") for driver, mean in manifest.importance.items()]
    pairs = ", ".join(f"{' & '.join(one.drivers)} {one.mean:.3f}" for one in manifest.interactions)
    return [_table(words["importance"], rows), words["interactions"].format(pairs=pairs)]


def _version(manifest: Manifest, words: dict[str, Any]) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in manifest.libraries.items())
    facts = manifest.model_dump(include={"version", "file", "bytes", "sha256"})
    return str(words["version"].format(**facts, date=manifest.trained_on, libraries=libraries))


def _four(row: Sequence[float]) -> list[str]:
    return [f"{value:.4f}" for value in row]


def _table(heads: Sequence[str], rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
