from django.contrib.staticfiles import finders

from config.packages import PackageFinder


def test_a_file_that_pages_ask_for_is_found():
    assert finders.find("packages/htmx.org/dist/htmx.min.js").endswith(
        "node_modules/htmx.org/dist/htmx.min.js"
    )


def test_a_file_that_no_page_asks_for_is_not_served():
    finder = PackageFinder()

    assert (finder.folder / "htmx.org/dist/htmx.js").exists()
    assert not finder.find("packages/htmx.org/dist/htmx.js")
    assert not finder.find("htmx.org/dist/htmx.min.js")
    assert finder.find("packages/htmx.org/dist/htmx.js", find_all=True) == []
    assert "htmx.org/dist/htmx.js" not in [name for name, _ in finder.list([])]


def test_patterns_leave_files_out():
    listed = [name for name, _ in PackageFinder().list(["*.map"])]

    assert "htmx.org/dist/htmx.min.js" in listed
    assert not any(name.endswith(".map") for name in listed)
