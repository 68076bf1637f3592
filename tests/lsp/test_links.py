"""References as web addresses."""

from __future__ import annotations

import pytest

from boolnet.language.annotations import PREFIXES
from boolnet.lsp.links import find_links, reference_address
from tests.lsp.views import MODEL, view_of


def test_annotations_and_comments_have_links() -> None:
    found = {MODEL[link.span.start : link.span.end]: link.address for link in find_links(view_of())}

    assert {
        "PMID:8388392": "https://pubmed.ncbi.nlm.nih.gov/8388392/",
        "doi:10.1000/182": "https://doi.org/10.1000/182",
        "PMID:9535927": "https://pubmed.ncbi.nlm.nih.gov/9535927/",
    } == found


@pytest.mark.parametrize(
    ("reference", "address"),
    [
        ("hgnc:3236", "https://identifiers.org/hgnc:3236"),
        ("uniprot:P00533", "https://identifiers.org/uniprot:P00533"),
        ("go:GO:0005515", "https://identifiers.org/GO:0005515"),
        ("go:0005515", "https://identifiers.org/GO:0005515"),
        ("taxon:9606", "https://identifiers.org/taxonomy:9606"),
        ("PMC:PMC123", "https://identifiers.org/pmc:PMC123"),
        ("PMC:123", "https://identifiers.org/pmc:PMC123"),
        ("ISBN:978-0-306-40615-7", "https://identifiers.org/isbn:9780306406157"),
        ("url:https://example.org/a b", ""),
        ("url:https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("url:javascript:alert(1)", ""),
        ("url:file:///etc/passwd", ""),
        ("PMID:12a", ""),
        ("doi:10.1000/<x>", "https://doi.org/10.1000/%3Cx%3E"),
    ],
)
def test_only_a_reference_of_the_right_form_is_a_link(reference: str, address: str) -> None:
    text = f"targets, factors\n#@ A -> B | {reference}\nB, A\nA, A\n"

    assert [address] * bool(address) == [link.address for link in find_links(view_of(text))]


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_every_prefix_has_an_address(prefix: str) -> None:
    assert reference_address(prefix, "https://x/1").startswith("https://")
