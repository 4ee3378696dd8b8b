"""What peoples and places are called in news: adjectives of countries, capitals, and unions of states.

Names of countries come from CLDR, English adjectives from `compose.countries`; here is what neither
has. Adjectives are given in one form, and `inflection` finds the others.
"""

from __future__ import annotations

from generator.intake.tokens import listed

UNIONS: dict[str, tuple[str, ...]] = {
    "UN": ("UN", "U.N.", "United Nations", "ООН", "Организация Объединенных Наций", "BMT", "ONU",
           "Nations unies", "Vereinte Nationen", "Vereinten Nationen", "UNO", "Birleşmiş Milletler",
           "Birləşmiş Millətlər Təşkilatı"),
    "EU": ("EU", "E.U.", "European Union", "Europäische Union", "Europäischen Union", "Union européenne",
           "Европейский союз", "Евросоюз", "Avropa İttifaqı", "Avropa Birliyi"),
}  # fmt: skip
"""Unions that have bodies of their own, by the first part of those bodies' slugs."""

CUES: dict[str, tuple[str, ...]] = {
    "UN": ("Secretary-General", "permanent members", "member states", "peacekeeping", "veto", "resolution",
           "Генеральная Ассамблея", "резолюция", "résolution", "Resolution", "qətnamə"),
    "US": ("Congress", "Senate", "White House", "Capitol", "federal grand jury", "indictment",
    "Attorney General"),
    "GB": ("Whitehall", "Westminster", "Downing Street", "Home Secretary", "Scotland Yard"),
    "RU": ("Kremlin", "Кремль"),
}  # fmt: skip
"""Words that speak of one state or union without naming it."""

CAPITALS: dict[str, str] = {
    "AE": "Abu Dhabi", "AF": "Kabul", "AL": "Tirana", "AM": "Yerevan, Ереван, Erewan, İrəvan, Erevan",
    "AU": "Canberra, Sydney, Melbourne", "AZ": "Baku, Bakou, Баку, Bakı, Ganja", "BD": "Dhaka",
    "BR": "Brasília, Rio de Janeiro", "BY": "Minsk, Минск", "CA": "Ottawa, Toronto, Montreal",
    "CH": "Bern, Berne, Zurich", "CN": "Beijing, Пекин, Pekin, Pékin, Peking, Shanghai",
    "CZ": "Prague, Brno, Prag, Прага",
    "DE": "Berlin, Берлин, Bonn, Munich, München, Wiesbaden, Frankfurt", "DK": "Copenhagen",
    "EE": "Tallinn, Таллин",
    "EG": "Cairo", "ES": "Madrid", "FI": "Helsinki", "FR": "Paris, Париж",
    "GB": "London, Лондон, Londres, Cheltenham",
    "GE": "Tbilisi, Тбилиси, Tiflis, Tbilissi, Abkhazia, South Ossetia", "GR": "Athens", "HU": "Budapest",
    "IE": "Dublin",
    "IL": "Jerusalem, Tel Aviv", "IN": "New Delhi, Delhi, Mumbai", "IQ": "Baghdad",
    "IR": "Tehran, Тегеран, Teheran, Téhéran, Tehran",
    "IT": "Rome, Roma, Milan, Рим", "JP": "Tokyo, Токио", "KE": "Nairobi",
    "KG": "Bishkek, Бишкек, Bischkek",
    "KP": "Pyongyang", "KR": "Seoul, Сеул", "KZ": "Astana, Астана, Nur-Sultan, Almaty, Алматы",
    "LT": "Vilnius, Вильнюс",
    "LV": "Riga, Рига", "MD": "Chisinau, Chișinău, Кишинев, Transnistria", "MX": "Mexico City",
    "NL": "Amsterdam, Rotterdam",
    "NO": "Oslo", "NZ": "Wellington, Auckland", "PH": "Manila", "PK": "Islamabad, Karachi",
    "PL": "Warsaw, Варшава, Warschau, Varsovie",
    "PT": "Lisbon", "RO": "Bucharest, București, Bucarest, Bukarest, Бухарест", "RS": "Belgrade",
    "RU": "Moscow, Москва, Moskau, Moscou, Moskva, St. Petersburg",
    "SA": "Riyadh", "SE": "Stockholm", "SK": "Bratislava", "SY": "Damascus", "TH": "Bangkok",
    "TJ": "Dushanbe, Душанбе",
    "TM": "Ashgabat", "TR": "Ankara, Анкара, Istanbul, İstanbul", "TW": "Taipei",
    "UA": "Kyiv, Kiev, Киев, Kharkiv, Odesa, Crimea",
    "US": "Washington, Вашингтон, Vaşinqton, Pentagon, San Francisco, Los Angeles, Chicago",
    "UZ": "Tashkent, Ташкент, Taschkent, Daşkənd, Toshkent",
    "VN": "Hanoi", "ZA": "Pretoria, Johannesburg, Cape Town",
}  # fmt: skip
"""Cities, and other places and names, that stand for a state in news."""

PEOPLES: dict[str, dict[str, str]] = {
    "ru": {
        "AF": "афганский", "AM": "армянский армяне", "AU": "австралийский",
        "AZ": "азербайджанский азербайджанец азербайджанцы",
        "BY": "белорусский", "CA": "канадский", "CN": "китайский КНР", "CZ": "чешский Чехия",
        "DE": "немецкий германский",
        "EE": "эстонский", "FR": "французский", "GB": "британский Британия", "GE": "грузинский",
        "IL": "израильский", "IN": "индийский",
        "IR": "иранский", "IT": "итальянский", "JP": "японский",
        "KG": "киргизский кыргызский кыргызстанский Киргизия Кыргызстан",
        "KP": "северокорейский КНДР", "KR": "южнокорейский", "KZ": "казахстанский казахский",
        "LT": "литовский",
        "LV": "латвийский", "MD": "молдавский молдовский Молдавия", "NL": "нидерландский голландский",
        "PL": "польский",
        "RO": "румынский", "RU": "российский россиянин россияне русский РФ", "SY": "сирийский",
        "TJ": "таджикский",
        "TM": "туркменский", "TR": "турецкий", "UA": "украинский", "US": "американский США",
        "UZ": "узбекский узбекистанский",
    },
    "az": {
        "AM": "erməni", "AZ": "azərbaycanlı", "CN": "çinli", "DE": "alman", "FR": "fransız",
        "GB": "britaniyalı Britaniya",
        "GE": "gürcü", "IR": "iranlı", "JP": "yapon", "KZ": "qazax", "KG": "qırğız", "RU": "rus",
        "TR": "türk",
        "UA": "ukraynalı", "US": "amerikalı ABŞ", "UZ": "özbək", "IL": "israilli",
    },
    "tr": {
        "AM": "Ermeni", "AZ": "Azerbaycanlı", "CN": "Çinli", "DE": "Alman", "FR": "Fransız",
        "GB": "İngiliz İngiltere",
        "GE": "Gürcü", "IR": "İranlı", "JP": "Japon", "KZ": "Kazak", "RU": "Rus", "TR": "Türk",
        "US": "ABD Amerikan", "UZ": "Özbek",
    },
    "de": {
        "AM": "armenisch", "AT": "österreichisch", "AU": "australisch", "AZ": "aserbaidschanisch",
        "BE": "belgisch", "BY": "belarussisch",
        "CA": "kanadisch", "CH": "schweizerisch Schweizer", "CN": "chinesisch", "CZ": "tschechisch",
        "DE": "deutsch bundesdeutsch",
        "EE": "estnisch", "ES": "spanisch", "FR": "französisch", "GB": "britisch Großbritannien",
        "GE": "georgisch", "IL": "israelisch",
        "IN": "indisch", "IR": "iranisch", "IT": "italienisch", "JP": "japanisch", "KG": "kirgisisch",
        "KP": "nordkoreanisch",
        "KR": "südkoreanisch", "KZ": "kasachisch", "LT": "litauisch", "LV": "lettisch",
        "MD": "moldauisch Moldau", "NL": "niederländisch",
        "PL": "polnisch", "RO": "rumänisch", "RU": "russisch", "TR": "türkisch", "UA": "ukrainisch",
        "US": "amerikanisch USA", "UZ": "usbekisch",
    },
    "fr": {
        "AM": "arménien", "AU": "australien", "AZ": "azerbaïdjanais", "BE": "belge", "BY": "biélorusse",
        "CA": "canadien",
        "CH": "suisse", "CN": "chinois", "CZ": "tchèque", "DE": "allemand", "EE": "estonien",
        "ES": "espagnol",
        "FR": "français", "GB": "britannique Grande-Bretagne", "GE": "géorgien", "IL": "israélien",
        "IN": "indien", "IR": "iranien",
        "IT": "italien", "JP": "japonais", "KG": "kirghize", "KP": "nord-coréen", "KR": "sud-coréen",
        "KZ": "kazakh",
        "LT": "lituanien", "LV": "letton", "MD": "moldave", "NL": "néerlandais", "PL": "polonais",
        "RO": "roumain",
        "RU": "russe", "TR": "turc turque", "UA": "ukrainien", "US": "américain", "UZ": "ouzbek",
    },
}  # fmt: skip
"""Language → country → adjectives and names that CLDR does not give; small letters where so written."""

NOT_STATES = (
    "South China Sea", "East China Sea", "Indian Ocean", "Persian Gulf", "Sea of Japan", "Gulf of Mexico",
    "Turkish Airlines", "New Mexico", "New England", "New Jersey", "Georgia Tech", "Air France",
    "British Airways",
    "British Columbia", "American Airlines", "American Express", "Washington Post", "Moscow Times",
    "Financial Times",
    "New York Times", "Radio France", "Deutsche Welle", "Deutsche Bank", "Bank of America",
    "British Telecom",
    "Latin America", "Central America", "North America", "South America", "Latin American",
    "North American",
    "South American", "Central American", "Washington State", "London Stock Exchange", "Paris Agreement",
    "French Guiana", "Polish Airlines", "Berlin Wall", "Oxford Street", "Michael Jordan", "Jim Jordan",
)  # fmt: skip
"""Phrases with the name of a state that are not about it."""

STATES_OF_US = listed(
    """
    alabama alaska arizona arkansas california colorado connecticut delaware florida idaho illinois
    indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi
    missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont
    virginia wisconsin wyoming atlanta savannah augusta fulton
    """
)
"""Neighbours by which the state of Georgia is told from the country."""
