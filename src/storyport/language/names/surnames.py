"""Chinese surnames: the common, the rare, the ones that are also everyday words, and compound ones."""

from __future__ import annotations

from storyport.language.names.wording import words

__all__ = ["COMPOUND", "EVERYDAY", "LIKELY", "SINGLE"]

LIKELY = frozenset(
    "方高王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩邓冯曹彭曾肖萧蔡潘田董袁余叶蒋杜苏魏程吕"
    "丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹雷黎史龙陶贺顾毛郝龚邵万钱严"
    "覃武戚莫孔汤温康施尚柳洪邢俞易凌岳齐梅庄辛管祝左涂谷祁耿牟卜路詹关苗殷骆单翟阮柯裴蓝翁霍"
    "葛闫付段乔郗祖鲍奚慕楚穆闻纪舒屈项童娄虞晏宁巫沐封卓仇瞿阳冼班桑容佟窦甄靳倪荀臧燕褚鲁荣樊伍庞季卫邬卞谈栗谌廉狄"
)
"""Surnames that are seldom anything else before a name."""

EVERYDAY = frozenset(
    "于和时方成安常都从向那能有上高明文水元古平应鱼干广东连后红米简查麦冷原南边车乐师花冬习云风"
    "毕包牛游游鬼初家终步全丰门井段富山谷仲伊宫甘景祖符刁钮农双终居衡步都满弘匡国文寇广禄东殴利"
    "越隆空养巢相公权盖益桓鞠敖融冷那饶曲沃晋青竹墨夜北官海星雪寒叔独盛战解阴公强项火"
)
"""Surnames that are everyday words far more often; more evidence is asked for."""

_RARE = frozenset(
    "芦郎丛麻苑皮盘区帅豆朴练禹卿戈鹿况诺湛宾亢华戎花"
    "欧佟敬揭涂颜邝阙占游冷辛简饶柯曲尤聂焦齐向柴车房卓苟甘瞿习保褚娄劳喻宁牟巩席骆甄薄闵昝缑楮权逄楮茅岳庹仉蒲邰鄂索咸籍赖蔺屠蒙池乔郁胥苍莘党谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮寿通扈冀郏浦尚晁勾敖"
    "融訾阚空曾毋沙乜养鞠须丰巢蒯相查荆竺逯盖益桓晏柴瞿阎充慕茹宦艾容暨隗崇芮羿储靳汲邴糜松段"
    "巴焦牧隗山谷宓蓬郗仰秋仲栾暴斜厉戎祖刘詹束叶幸司韶郜黎蓟薄印宿怀从鄢咎滑裘缪贲宗经房干解"
    "应丁宣邓杭诸石吉龚嵇裴陆荣翁荀羊惠甄曲封储靳强佘佴伯商牟海展钭母闫蓝辜钭宦阙楼苟粟敬火漆"
    "滕慎仝檀邸迟隋逯明计伏臧宓柏章鲍费岑水尤元和平"
)
SINGLE = LIKELY | EVERYDAY | _RARE
"""Every surname of one character."""

COMPOUND = frozenset(
    words(
        "欧阳 司马 上官 诸葛 夏侯 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 司空 轩辕 独孤 南宫 西门 长孙 宇文 鲜于 闾丘 太史 端木 百里 呼延 东郭 南门 "
        "澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 拓跋 赫连 完颜 耶律 纳兰 爱新 叶赫 那拉 钮祜 富察 瓜尔 万俟 闻人 公羊 左丘 梁丘 第五 "
        "段干 北堂 东陵 北冥 冷月 南荣 贺兰 尉缭 北宫 公西 漆雕 乐正 壤驷 颛孙 巫马 微生 即墨 归海 步六 司寇 子车 亓官 羊舌 谷梁 拓拔 欧冶 慕蓉 "
        "东野 南郭 西陵 帝释 墨台 安陵 澹臺"
    )
)
"""Surnames of two characters."""
