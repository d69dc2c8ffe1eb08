"""What the website return 政府网站工作年度报表 asks about visits."""

from gongkai.channels.queries import Visits, months, undivided, whole


def visits_of_year(organ: int, year: int) -> Visits:
    """独立用户访问总量 and 网站总访问量 of a year: what was counted here and what was brought in.

    Nobody is recognised on another day, so 独立用户 is the sum of the different visitors of each day.
    """
    return whole((*months(organ, year), undivided(organ, year)), f"{year}年")
