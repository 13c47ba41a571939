"""Endings of names of places and of groups of people, and what is no name before them."""

from __future__ import annotations

from storyport.language.names.site_words import LONG_GROUP_ENDS, LONG_PLACE_ENDS, TRADES
from storyport.language.names.wording import words

__all__ = [
    "FACTION_ENDS",
    "GENRE_WORDS",
    "GROUP_AFTER",
    "GROUP_BEFORE",
    "GROUP_WEAK",
    "HALF_STOP",
    "NO_INSIDE",
    "NO_STEM",
    "PLACE_ENDS",
    "SOFT_LEFT",
    "STOP_LEFT",
    "TOWN_THINGS",
    "ends_with",
]

# How much the ending alone says: 山 at the end of an unknown word is nearly always a mountain.
PLACE_ENDS: dict[str, float] = {
    **dict.fromkeys(
        "山岛湖泊城国江河溪谷塔关壑港岗坡屯街桥渡滩洲域界海洋坝埠堡苑陵亭阁殿宫楼轩斋馆府院庄园区市省乡洞窟林原",
        1.0,
    ),
    # Nothing but names ends in these.
    **dict.fromkeys("峰岭渊潭州郡县镇村寺庙观庵祠崖峡湾坳寨坊巷", 1.4),
    **dict.fromkeys(
        "站陆荒疆沟坪泽冢沱浦集汊垭垸堰圩墟岙畈屿矶荡滘漠壁闸坎川津汀渚礁淀渠堤涧窑墓坟碑甸峦丘岩坛居榭隘垒关阙廊坂崮塬峁梁",
        1.0,
    ),
    **dict.fromkeys("峪浜泾圳崮墩堌塆岽埭漈嶂", 1.4),
    **dict.fromkeys("厂矿场线营店校厅所狱宅室", 0.6),
    "堂": 0.4,
    "嘴": -1.0,
    **dict.fromkeys(
        words(
            "城市 老街 大街 大道 大桥 公路 广场 公园 花园 小区 新村 大厦 大楼 医院 酒店 饭店 饭馆 茶馆 茶楼 酒楼 客栈 宾馆 旅馆 书店 书院 学院 学堂 "
            "学校 大学 中学 小学 机场 车站 火车站 码头 渡口 港口 工厂 仓库 山庄 山脉 山谷 雪山 高原 平原 沙漠 森林 草原 大陆 王国 帝国 公国 共和国 "
            "王朝 星 星球 星系 星域 空间站 基地 要塞 哨站 实验室 研究所 诊所 药铺 当铺 铺 酒吧 网吧 咖啡馆 咖啡厅 餐厅 剧院 影院 祠堂 府邸 王府 侯府 "
            "相府 别院 别墅 古镇 古城 古道 县城 皇城 都城 王城 水库 隧道 矿区 矿坑 禁地 秘境 遗迹 神殿 圣殿 大殿 宫殿 城堡 高塔 灯塔 监狱 地牢 大牢 "
            "坟场 墓园 陵园 墓地 井 泉 瀑布 池 塘 门 巷子 胡同 弄 路 房 口 水 仓 棚 库 录音棚 粮仓 台 京 会所 宿舍 公寓 餐馆 音乐厅 体育馆 图书馆 博物馆 天文台 电影院 影视城 "
            "影视基地 庄园 农场 牧场 林场 船坞 兵站 驿站 驿 营地 星港 空港 塔楼 舱 监区"
        ),
        0.6,
    ),
    **dict.fromkeys(LONG_PLACE_ENDS, 1.2),
}

FACTION_ENDS: dict[str, float] = {
    "堂": 1.0,
    **dict.fromkeys("宗派帮会盟教族卫司监局署团队社党组班家部", 0.6),
    **dict.fromkeys("门谷府营阁殿宫楼寺庄坊", 0.3),
    **dict.fromkeys(
        words(
            "剑宗 魔宗 剑派 仙门 镖局 商会 商行 钱庄 票号 山庄 书院 学院 公司 集团 股份 银行 事务所 工作室 俱乐部 公会 工会 协会 学会 研究院 研究所 "
            "研究会 委员会 理事会 议会 联盟 联邦 联合会 教会 教廷 骑士团 佣兵团 兵团 军团 舰队 警局 公安局 分局 派出所 刑警队 支队 大队 总队 安全局 "
            "调查局 检察院 法院 报社 杂志社 出版社 电视台 剧团 戏班 娱乐 影业 文化 国际 物流 保险 证券 世家 家族 部落 部族 一族 锦衣卫 东厂 西厂 "
            "御史台 大理寺 翰林院 都察院 太医院 钦天监 司礼监 内务府 镇抚司 六扇门 神机营 禁军 水师 大营 卫队 宗门 圣地 圣教 魔教 邪教 结社 暗部 特勤组 "
            "专案组 重案组 小组 科技 重工 传媒 药业 地产 实业"
        ),
        1.0,
    ),
    **dict.fromkeys("宗派帮盟教会军", 1.0),
    **dict.fromkeys(LONG_GROUP_ENDS, 1.2),
    **dict.fromkeys(TRADES, 1.0),
}

GROUP_AFTER = words(
    "弟子 门下 门人 门徒 中人 首徒 掌门 宗主 门主 帮主 教主 盟主 会主 堂主 长老 护法 执事 舵主 分舵 总舵 总坛 帮众 教众 成员 "
    "会员 员工 高层 总部 分部 总裁 董事 股东 子弟 传人 余孽 探子 杀手 探子 细作 奸细 骑士 士兵 老板 总经理 股价 股份 旗下 名下 首领 头目 "
    "会首 的腰牌 的令牌 出身 队长 队员 记者 编辑 侍郎 尚书 主事 都督 将士 兵马 人马 这帮人 派来 派人 派出 掌印 的会长 的统领 骑兵 立族 族人"
)
"""What only a group of people has or does."""

GROUP_WEAK = words("的人 的规矩 的名头 的地盘 的生意 的信 的案子 的事 的船 的货 的规定 的家法")
"""What a group has, and a house or a town as well."""

GROUP_BEFORE = words(
    "加入 拜入 投靠 投奔 背叛 叛出 逐出 脱离 统领 执掌 属于 勾结 剿灭 剿 灭了 得罪 隶属 咱们 我们 你们 我是 你是 他是 她是 弹劾"
)

STOP_LEFT = frozenset(
    "的了着过在到去往从回进至出离赴抵住是有这那哪此该每各某几个座条间家处片道"
    "扇栋所位名和与跟及或把被将让给对向于以为因而且但却就也都还只才又再很太更最没不要会能可我你他她它们咱您"
    "谁什么怎样里外内中上下前后旁边间时候日月年说道问答叫喊想知来自被同整全满本贵敝多少半刚正已曾仍竟"
)
"""A name of a place does not reach over these to the left, unless it always stands with them."""

HALF_STOP = frozenset("问回半同中上下前后内外过来道时日月年位名和与及整全满往向归对")
"""Of these the ones that a name begins with all the same: 问石台, 回头岭, 同泰当铺."""

SOFT_LEFT = frozenset(
    "一二两三四五六七八九十百千万绕穿越过经沿顺奔逃飞走跑爬登攻打守镇找寻建修造开关砸烧看听见望天连"
)
"""A number or a verb: a name begins with one only if it never stands without."""

NO_INSIDE = frozenset("进到去往回出从在朝向比手里上下给请过着了的是与跟被把让对")
"""What a name of a place does not hold, however it ends, unless it comes back often."""

NO_STEM = frozenset(
    words(
        "这座 那座 一座 两座 几座 整座 这条 那条 一条 这个 那个 一个 某个 哪个 各个 每个 每座 隔壁 对面 附近 旁边 门外 门口 屋里 城里 山里 村里 "
        "镇上 街上 路上 天上 地下 地上 前面 后面 外面 里面 上面 下面 左边 右边 东边 西边 南边 北边 当地 本地 外地 各地 原来 后来 从前 如今 现在 "
        "今天 昨天 明天 早上 晚上 夜里 白天 大的 小的 老的 新的 空 满 大 小 老 新 旧 高 低 长 短 深 浅 远 近 好 坏 破 荒 枯 前 后 左 右 "
        "东 西 南 北 上 下 里 外 内 中 正 侧 偏 旁 头 末 本 同 别 他 她 我 你 这 那 哪 某 各 每 全 半 双 单 多 少 几 一 二 三 四 "
        "五 六 七 八 九 十 红 黑 白 青 绿 黄 蓝 灰 木 石 土 水 火 铁 铜 金 银 竹 草 花 树 书 茶 酒 饭 药 厨 卧 客 厢 柴 门 窗 冷 "
        "热 明 暗 古 今 敌 友 山 江 河 海 湖 城 国 家 乡 村 镇 县 府 州 省 市 区 街 路 巷 桥 商 工 农 学 官 民 公 私 自 天 地 人 "
        "大小 中间 当中 深山 高山 小镇 小城 古城 县城 城市 皇宫 后宫 前朝 本朝 我们 他们 你们 咱们 自家 别人 人家 两边 四面 八方 半个 无人 废弃 "
        "早 晚 破旧 老旧 古老 巨大 小小 高高"
    )
)


TOWN_THINGS = frozenset(
    words(
        "晚报 日报 早报 晨报 周刊 电视台 交通台 广播台 电台 大学 中学 一中 二中 医院 体育馆 图书馆 博物馆 大剧院 公路 大道 机场 火车站 高铁站 公安局 警局 检察院 法院 市 县 镇 州 城 码头"
    )
)
"""What is called after the town it stands in."""

GENRE_WORDS = frozenset(
    words(
        "灵石 灵根 灵气 灵田 灵泉 丹田 识海 气海 法宝 飞剑 江湖 武林 天下 人间 凡间 地府 阴间 仙界 魔界 灵界 下界 上界 "
        "朝堂 后宫 前线 战场 官场 商场 情场 职场 山门 宗门 师门 城门 山洞 山谷 河谷 海岛 大海 太空 星空 星海 宇宙"
    )
)
"""Words of the genres that look like places; they are nobody's in particular."""


def ends_with(text: str, ends: dict[str, float]) -> str:
    """Return the longest of the endings that the text has, with something before it."""
    for width in (4, 3, 2, 1):
        if len(text) > width and text[-width:] in ends:
            return text[-width:]
    return ""
