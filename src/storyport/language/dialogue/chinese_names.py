"""How Chinese names are called: 林风 is 小林, 老林, 林师兄, 林总, 风儿."""

from __future__ import annotations

__all__ = ["ways_to_call"]


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Surnames of two characters; the rest of such a name is the given name.
_DOUBLE = _words(
    "欧阳 上官 司马 诸葛 慕容 令狐 皇甫 东方 独孤 南宫 公孙 夏侯 尉迟 长孙 宇文 司徒 司空 端木 百里 轩辕 西门 "
    "闻人 澹台 公冶 钟离 淳于 单于 太史 申屠 仲孙 濮阳 北堂 呼延 拓跋 完颜 纳兰 耶律 东郭 南门 即墨 赫连"
)
# In both scripts.
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单"
    "杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊惠甄曲封储靳焦牧山谷车侯全班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶黎薄印白"
    "怀蒲从鄂索赖卓蔺屠蒙池乔阴胥苍双闻莘党翟谭贡劳逄姬申扶冉宰郦雍璩桑桂牛寿通边扈燕冀尚农温别庄晏柴瞿阎连茹习艾容向古易慎戈"
    "廖庾终步都耿满弘匡国文寇广东欧聂关荆盖益桓公肖岳佘郗趙錢孫鄭馮陳衛蔣瀋韓楊許呂張嚴華謝鄒雲蘇範魯韋馬鳳兪費賀湯羅畢鄔樂時"
    "齊顧黃蕭貝計談龐紀項寧樑藍閔賈婁顔鍾駱盧經繆應鄧單諸龔陸榮儲車龍葉蔔懷賴藺喬陰雙聞譚貢勞酈農溫莊閻連習嶽劉吳萬關聶歐賓鐵"
)
_MALE_TITLES = _words(
    "师兄 师弟 公子 少爷 少 先生 大哥 哥 老爷 叔 伯 大爷 爷 兄 贤弟 二爷 三爷 大叔 老弟 员外 秀才"
)
_FEMALE_TITLES = _words(
    "师姐 师妹 姑娘 小姐 姐 妹 女士 大娘 婶 姨 大姐 大婶 妈妈 嬷嬷 婆婆 娘子 姑姑"
)
_TITLES = _words(
    "长老 总 老师 医生 大夫 太医 队长 队 警官 掌柜 掌柜的 老板 主任 经理 教授 将军 大人 家主 掌门 宗主 执事 "
    "护法 管家 师傅 师叔 师伯 导 工 局 处 校尉 侍郎 尚书 御史 丞相 统领 都统 峰主 堂主 帮主 城主 门主 院长 "
    "博士 舰长 船长 组长 同学 侯爷 国公 公公 道友 前辈 少侠 女侠 大侠 捕头 都尉 参将 知县 知府 县令 大当家 "
    "当家 老 老爷子 老太太 学长 学姐 律师 法官 记者 编辑 主编 主管 秘书 董 中尉 上尉 少校 上校 少将 中将 "
    "工程师 指挥"
)


def ways_to_call(name: str, gender: str) -> list[str]:
    """Return forms that follow from a name of two to four characters with a known surname."""
    if not 2 <= len(name) <= 4:
        return []
    cut = 2 if name[:2] in _DOUBLE and len(name) > 2 else 1
    surname, given = name[:cut], name[cut:]
    if len(given) > 2 or (cut == 1 and surname not in _SURNAMES):
        return []
    titles = [*_TITLES]
    titles += _MALE_TITLES if gender != "female" else ()
    titles += _FEMALE_TITLES if gender != "male" else ()
    called = [f"{surname}{title}" for title in titles]
    called += [f"{before}{part}" for before in "老小阿" for part in (surname, given[-1])]
    if len(given) == 2:
        called += [given, f"{given[-1]}儿", f"{given}儿"]
    return called
