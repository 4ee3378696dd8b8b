"""Pelican's settings: its simple theme, the digest's addresses, feeds of tags and categories."""

SITENAME = "Made-up digest"
SITEURL = "https://digest.example.org"
FEED_DOMAIN = SITEURL
PATH = "content"
ARTICLE_PATHS = ["articles"]
OUTPUT_PATH = "site"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
DEFAULT_PAGINATION = 60
PAGINATED_TEMPLATES = {"index": 60, "tag": 60, "category": 60}
FEED_MAX_ITEMS = 30
FEED_ALL_ATOM = "feed.xml"
TAG_FEED_ATOM = "tags/{slug}/feed.xml"
CATEGORY_FEED_ATOM = "sources/{slug}/feed.xml"
TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
ARTICLE_URL = "articles/{date:%Y}/{date:%m}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
TAG_URL = "tags/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
CATEGORY_URL = "sources/{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/index.html"
MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y}/{date:%m}/index.html"
AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""
MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}, "output_format": "html5"}
