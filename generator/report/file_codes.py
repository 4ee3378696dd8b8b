"""The part of the catalogue that is about files: their kind, their name, their size, their characters."""

from __future__ import annotations

from generator.report.code import error

FILE_CODES = (
    error(
        "missing-file",
        "A file or folder that the site cannot do without is not there.",
        "(no site_config/site.yml)",
        "site_config/site.yml beside mkdocs.yml",
    ),
    error(
        "not-a-file",
        "A folder, a pipe or a device where a regular file belongs.",
        "a folder named 2024-05-02-report.md",
        "a text file named 2024-05-02-report.md",
    ),
    error(
        "symlink",
        "Symbolic links are not followed: the file itself belongs here.",
        "report.md -> ../../notes/report.md",
        "report.md",
    ),
    error(
        "outside-site",
        "A path in the settings leads out of the site's folder.",
        "terms: ../../notes/agencies.yml",
        "terms: taxonomies/agencies.yml",
    ),
    error(
        "public-file",
        "A file that is published as it is has a type, a name or content that is not allowed.",
        "site_config/public/page.html",
        "site_config/public/logo.png",
    ),
    error(
        "file-name",
        "File and folder names are lower-case letters, digits and hyphens; articles end in .md.",
        "My Report (final).md",
        "2024-05-02-my-report.md",
    ),
    error(
        "stray-file",
        "Only articles live under content/articles, only pages under content/pages.",
        "content/articles/photo.svg",
        "content/articles/2024-05-02-report.md",
    ),
    error(
        "name-collision",
        "Two files would be the same file, or the same page, somewhere else.",
        "Report.md beside report.md",
        "report.md beside report-of-may.md",
    ),
    error(
        "tracked-state",
        "A cache, a built site or an unfinished edit is in git, so a pull request could forge it.",
        "git add -f .cache",
        "git rm -r --cached .cache",
    ),
    error(
        "unreadable",
        "The system would not let the file be read.",
        "(no permission to read report.md)",
        "chmod a+r report.md",
    ),
    error(
        "too-large",
        "The file is longer than an article can reasonably be.",
        "(a file of 50 MB)",
        "(a file of a few kilobytes)",
    ),
    error(
        "not-utf8",
        "The file is not UTF-8 text.",
        "(a file saved as Latin-1 or UTF-16)",
        "(the same file saved as UTF-8)",
    ),
    error(
        "forbidden-character",
        "A character that cannot be seen, or that reorders what is read around it.",
        "title: Report<U+202E>txt.exe",
        "title: Report exe.txt",
    ),
)
