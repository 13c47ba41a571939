"""Titles, kinship and other forms of address, with the gender they tell."""

from __future__ import annotations

import re

from storyport.language.names.wording import words

__all__ = [
    "AFTER_NAME",
    "FEMALE_WORDS",
    "GENDER_OF",
    "GENERIC_PEOPLE",
    "HONOURS",
    "LONG_OCCUPATION_ENDS",
    "MALE_WORDS",
    "OCCUPATION_ENDS",
    "PERSON_ENDS",
    "PREFIXES",
    "TITLE_PATTERN",
    "WORD_GENDER",
    "title_gender",
]

# Sects, schools and the martial world; the court; the house; offices and the police; the city.
_NEUTRAL = words(
    "长老 掌门 宗主 门主 帮主 教主 盟主 会主 堂主 坛主 舵主 峰主 谷主 阁主 殿主 楼主 庄主 寨主 岛主 洞主 城主 府主 族长 家主 峰首 首座 会首 "
    "护法 执事 使者 真人 真君 道长 道人 上人 仙长 仙师 大师 师傅 师父 师尊 师祖 师叔祖 祖师 前辈 道友 道君 居士 先生 老师 教授 校长 主任 "
    "院长 医生 大夫 郎中 护士 护士长 律师 法官 检察官 警官 警察 警司 警长 探长 队长 队副 副队 组长 科长 处长 局长 厅长 部长 所长 站长 行长 "
    "馆长 会长 理事 书记 主席 总 总监 总裁 经理 董事长 董事 董 导 队 局 处 厅 老板 掌柜 东家 管家 管事 账房 船长 舰长 大副 二副 机长 上尉 中尉 少尉 上校 "
    "中校 少校 大校 上将 中将 少将 将军 元帅 司令 参谋 团长 营长 连长 排长 班长 军师 统领 都统 校尉 都尉 尉 捕头 捕快 千户 百户 总旗 大人 "
    "卿 爱卿 知府 知县 县令 县尊 太守 刺史 巡抚 总督 尚书 侍郎 御史 大学士 学士 翰林 编修 主事 太傅 太师 太医 御医 侍卫 统制 编辑 记者 导演 "
    "制片 博士 工程师 工 工头 技师 研究员 指挥官 指挥 舰队长 领航员 骑士 伯爵 侯爵 公爵 子爵 男爵 主教 神父 祭司 法师 魔法师 导师 学长 同学 "
    "主编 法医 刑警 警员 狱警 副局 副总 教练 主播 经纪人 制片人 铁匠 木匠 石匠 裁缝 屠户 猎户 货郎 支书 村长 镇长 乡长 会计 大厨 镖师 首辅 阁老 丞相 宰相 相爷 尊者 圣人 老祖 天师 宗师 剑仙 剑圣 魔君 魔尊 妖王 鬼王 助理 秘书 秘书长 顾问 参赞 特使 领班 大主教 大祭司 大法师 红衣主教 骑士长 店长 房东 房客 站务 列车长 乘务长 检查官 审判长 副官 中士 下士 上士 军曹 档头 把总 游击 参将 "
    "胖子 瘦子 瞎子 瘸子 麻子 秃子 聋子 哑巴 疯子 傻子 矮子 驼子 跛子 拐子 结巴 大嘴 大头 大脚 眼镜 半仙 屠夫 总兵 提督 典史 主簿 师爷 少卿 寺卿 推官 通判 同知 仵作 长史 司马 参军 都督 节度使 夫子 山长 教谕 技术员 厂长 场长 台长 政委 干事 指导员 科员 队员 飞行员 督察 探员 侦探 委员 议员 署长 巡长 大帅 少帅 督军 参谋长 旅长 师长 军长 执政官 院士 太尉 太保 少傅 少保 祭酒 监正 班主 护院 教习 教头 镖头 总镖头 少侠 大侠 女侠 侠"
)
_MALE = words(
    "公公 公子 少爷 老爷 大爷 二爷 三爷 四爷 五爷 六爷 七爷 爷 爷爷 伯 伯伯 大伯 叔 叔叔 大叔 师叔 师伯 舅 舅舅 兄 兄弟 大哥 二哥 三哥 哥 "
    "哥哥 师兄 大师兄 二师兄 三师兄 师弟 小师弟 弟 弟弟 贤弟 贤侄 世兄 世子 王爷 亲王 郡王 皇子 太子 殿下 驸马 陛下 侯爷 国公 相公 姑父 姨父 "
    "少主 少庄主 少帮主 少宗主 少东家 少城主 少掌门 老哥 老弟 老头 老汉 大汉 公 翁 郎 员外 秀才 举人 状元 和尚 方丈 住持 禅师 学弟 先森 爵士 国王 王子 皇帝"
)
_FEMALE = words(
    "夫人 小姐 姑娘 姐 姐姐 大姐 二姐 三姐 师姐 大师姐 妹 妹妹 师妹 小师妹 嫂 嫂子 大嫂 婶 婶婶 大婶 婶子 婶娘 姨 阿姨 大姨 姨娘 姨妈 姑姑 "
    "姑 大娘 娘 娘子 妈 妈妈 大妈 婆婆 婆 奶奶 外婆 姥姥 嬷嬷 娘娘 皇后 贵妃 妃 淑妃 德妃 贤妃 皇贵妃 嫔 贵人 常在 答应 才人 昭仪 婕妤 "
    "美人 太后 太妃 公主 郡主 县主 王妃 侧妃 女士 太太 老太太 师太 师母 师娘 仙子 女侠 圣女 女官 尚宫 司记 掌事 妈咪 学姐 学妹 老板娘 媳妇 "
    "寡妇 丫头 女王 女皇 修女 氏 女史 尚仪"
)

HONOURS = words(
    "嫔 妃 贵妃 贵人 王妃 太妃 公主 郡主 县主 真人 真君 道人 道长 上人 禅师 大师 师太 尊者 仙子 仙尊 仙君 神君 帝君 魔尊 魔君 妖王 老祖 散人 居士 伯 叔 婶 嫂 姨 嬷嬷 姑姑"
)
"""Behind a name that is given with the title, and is no surname: 慧嫔, 玄清真人, 福伯."""

GENDER_OF: dict[str, str] = {
    **dict.fromkeys(_NEUTRAL, ""),
    **dict.fromkeys(_MALE, "male"),
    **dict.fromkeys(_FEMALE, "female"),
}
# They may be said to anybody: 先生 is a man today, and was a teacher.
_LEANING = {"先生": "male", "大侠": "male", "少侠": "male", "掌事": ""}
GENDER_OF.update(_LEANING)

AFTER_NAME = tuple(sorted(GENDER_OF, key=len, reverse=True))
TITLE_PATTERN = "|".join(map(re.escape, AFTER_NAME))

PREFIXES = "老小阿大"
"""Before a surname or a given name: 老周, 小楷, 阿篙."""

GENERIC_PEOPLE = frozenset(
    words(
        "男人 女人 老人 老头 老头子 老者 老妇 老妇人 老太太 老太婆 老婆婆 少年 少女 青年 中年 孩子 小孩 婴儿 男孩 女孩 男子 女子 姑娘 小伙子 小伙 "
        "汉子 大汉 壮汉 和尚 道士 书生 丫头 丫鬟 丫环 小厮 伙计 仆人 下人 侍女 宫女 太监 内侍 侍卫 护卫 士兵 军士 兵士 将士 官兵 众人 大家 旁人 "
        "路人 行人 客人 主人 掌柜 老板 老板娘 店家 店主 小二 店小二 车夫 船夫 渔夫 猎户 农夫 樵夫 大夫 郎中 先生 夫人 小姐 老师 同学 学生 徒弟 "
        "弟子 师父 师傅 师兄 师弟 师姐 师妹 师叔 师伯 前辈 晚辈 道友 长老 掌门 宗主 母亲 父亲 妈妈 爸爸 爹爹 爹 娘 娘亲 妈 爸 哥哥 弟弟 姐姐 "
        "妹妹 爷爷 奶奶 外公 外婆 叔叔 伯伯 姑姑 舅舅 婶婶 阿姨 妻子 丈夫 儿子 女儿 孙子 孙女 媳妇 兄弟 姐妹 朋友 同伴 敌人 对手 对方 来人 此人 "
        "那人 这人 有人 别人 人家 自己 本人 某人 谁 医生 护士 警察 警官 队长 司机 保安 服务员 老公 老婆 陛下 皇上 皇帝 殿下 娘娘 大人 公公 嬷嬷 "
        "太后 皇后 太子 王爷 公主 将军 军师 元帅 统领 捕头 捕快 刺客 杀手 黑衣人 蒙面人 侠客 剑客 修士 仙人 真人 魔头 妖怪 鬼 神 村长 镇长 族长 "
        "家主 城主 光头 平头 寸头 家父 家母 家兄 家姐 家弟 家妹 家师 家祖 舍弟 舍妹 令尊 令堂 令兄 令妹 令爱 令郎"
    )
)
"""Words for people that are nobody's name."""

OCCUPATION_ENDS = words(
    "员 师 匠 者 夫 将 医 官 兵 商 徒 婢 仆 佣 侠 尉 贩 童 妇 婆 镇长 队长 组长 站长 科长 局长 舰长 船长 班长 厂长 校长 院长 社长 家丁 学家 作家 画家 "
    "专家 管家 医生 学生 书生 歌手 杀手 水手 选手 助手 凶手 鼓手 炮手 射手 猎手 打手 骑手 女主 男主 主角 老板 司机 保镖 保姆 翻译 秘书 船工 长工 技工 侍从 "
    "随从 马弁 亲兵 土匪 特务 卧底 乞丐 信使 天使 使者 术士 方士 武士 修士 骑士 道士 谋士 护士 博士 院士 隐士 壮士 死士"
)
LONG_OCCUPATION_ENDS = words("生 手 工 长 家 士")
"""How words for occupations end, which stand right before a name: 服务员小翠, 机械师克劳斯."""

PERSON_ENDS = "人者员师生兵夫匠童妇婆翁汉客徒卒仆奴婢侍监妃后王侯爷娘爹妈子女儿孙友敌士丐贼盗匪僧尼道官吏役长使主头"
"""How common nouns for people end: a form of this kind names a role before it names a person."""

FEMALE_WORDS = frozenset(word for word, gender in GENDER_OF.items() if gender == "female") | set(
    words(
        "女人 女子 少女 女孩 姑娘 妇人 老妇 老妇人 老太太 老太婆 女儿 孙女 妻子 媳妇 新娘 丫鬟 侍女 宫女 女官 母亲 娘亲 妈妈 娘 姐姐 妹妹 奶奶 "
        "令堂 令妹 令爱 家母 家姐 家妹 舍妹 女士 女警 女生 女医生 女弟子 女修 女将 寡妇 尼姑 道姑 巫女 女巫 皇后 公主 王后 女王 婆婆"
    )
)
MALE_WORDS = frozenset(word for word, gender in GENDER_OF.items() if gender == "male") | set(
    words(
        "男人 男子 少年 男孩 汉子 大汉 壮汉 老汉 老头 老头子 儿子 孙子 丈夫 父亲 爹 爸爸 哥哥 弟弟 爷爷 小伙子 书生 和尚 太监 内侍 小厮 男生 "
        "令尊 令兄 令弟 令郎 家父 家兄 家弟 舍弟 少爷 公子 国王 王子 皇帝 老翁 老丈 樵夫 车夫 船夫 渔夫 秀才"
    )
)
WORD_GENDER = dict.fromkeys(FEMALE_WORDS, "female") | dict.fromkeys(MALE_WORDS, "male")


def title_gender(title: str) -> str:
    """Return male or female where a title tells it, else nothing."""
    return GENDER_OF.get(title, "")
