"""`make locale`: which names it takes, and which of Material's translations a locale gets."""

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import BuildError
from support import ROOT

from builder import locales, new_locale, theme


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        ("de-DE", "de-DE"),
        ("de_de", "de-DE"),
        ("ar", "ar"),
        ("es-419", "es-419"),
        ("sr-Latn-RS", "sr-Latn-RS"),
        ("zh-TW", "zh-Hant-TW"),
        ("en-GB", "en-GB"),
        ("en-XA", "en-XA"),
    ],
)
def test_a_locale_is_named_by_language_and_country(wanted, tag):
    assert new_locale.tag_of(wanted) == tag


@pytest.mark.parametrize(
    "wanted", ["de-DE; echo hi", "de@euro", "de_DE.UTF-8", "root", "", "../de", "de-", "tlh", "xx"]
)
def test_what_is_no_locale_is_refused(monkeypatch, capsys, tmp_path, wanted):
    monkeypatch.setattr(locales, "LOCALES", tmp_path)
    monkeypatch.setattr("sys.argv", ["new_locale", wanted])
    assert new_locale.main() == 2
    told = capsys.readouterr().err
    assert told.startswith(f"“{wanted}” is not a locale that CLDR knows. Give a language and a country, as de-DE")
    assert told.count("\n") == 1


def test_the_sources_language_alone_is_refused():
    with pytest.raises(BuildError, match="en is the language that the guide is written in; with a country, as en-GB"):
        new_locale.tag_of("en")
    with pytest.raises(BuildError, match="en-US is the language that the guide is written in"):
        new_locale.create("en-US")


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh-Hant-TW", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-TW", "zh-TW"),
        ("zh-Hans-CN", "zh"),
        ("pt-BR", "pt-BR"),
        ("pt-PT", "pt"),
        ("de-DE", "de"),
        ("ar", "ar"),
        ("yo-NG", "en"),
    ],
)
def test_a_locale_gets_the_nearest_of_materials_translations(locale, language):
    assert theme.language(load_config(str(ROOT / "mkdocs.yml")), locale) == language
