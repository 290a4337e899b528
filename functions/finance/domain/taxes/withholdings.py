"""All withholdings of a transaction: the one question that the rest of the agent asks."""

from collections.abc import Collection, Iterable, Iterator

from functions.finance.domain.reasons import Finding, ReasonCode
from functions.finance.domain.taxes.assessment import Assessment, Transaction, Trial
from functions.finance.domain.taxes.errors import RowMissingError
from functions.finance.domain.taxes.renta import income_tax
from functions.finance.domain.taxes.reteica import withheld_ica
from functions.finance.domain.taxes.reteiva import withheld_vat
from functions.finance.domain.taxes.tables import TaxTables


def assess(transaction: Transaction, tables: TaxTables, *, confirmed: Collection[str] = ()) -> Assessment:
    """Decide what a buyer withholds: income tax, IVA and ICA.

    Args:
        transaction: who buys what from whom, and when.
        tables: the rows in force, published or the company's own.
        confirmed: ids of rules that the company's accountant has confirmed once.

    Returns:
        Every rule tried with its reason. On a day without rows nothing is computed: the assessment is undecided, and
        its amounts cannot be read.
    """
    on = transaction.tax_point
    try:
        uvt = tables.uvt_on(on)
        tables.window_on(on)
    except RowMissingError as error:
        return Assessment(on, None, (), (Finding(error.code, str(error)),))
    tried = [
        *income_tax(transaction, tables),
        *withheld_vat(transaction, tables),
        *withheld_ica(transaction, tables),
    ]
    trials = tuple(one.trial for one in tried)
    findings = [*(finding for one in tried for finding in one.findings), *_unconfirmed(trials, confirmed)]
    return Assessment(on, uvt, trials, tuple(dict.fromkeys(findings)))


def _unconfirmed(trials: Iterable[Trial], confirmed: Collection[str]) -> Iterator[Finding]:
    for trial in trials:
        if trial.reason == "undecided" or trial.confidence == "H":
            continue
        if trial.confidence == "L":
            detail = f"{trial.rule_id} rests on a single source: a person decides"
            yield Finding(ReasonCode.RULE_UNCONFIRMED, detail, trial.rule_id)
        elif trial.rule_id not in confirmed:
            detail = f"{trial.rule_id} waits for the accountant's one confirmation"
            yield Finding(ReasonCode.RULE_UNCONFIRMED, detail, trial.rule_id)
