"""What engines say when they do not translate, and what a source would say if it were meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["FAMILIES", "INSTRUCTION", "OPENER", "Family"]


@dataclass(frozen=True)
class Family:
    """A way to talk instead of translating.

    Attributes:
        name: of the finding. message: for a person.
        triggers: small letters, one of which is in everything the pattern finds.
        pattern: what the target says. evidence: what a source says that means it.
    """

    name: str
    message: str
    triggers: str
    pattern: re.Pattern[str]
    evidence: re.Pattern[str]


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE | re.MULTILINE)


_TRANSLATION = _any(
    "翻[译譯訳]|[译譯訳]文|[译譯]成|[译譯]者|translat|traduc|traduz|tradui|traducción|tradução|übersetz|перев[её]?[ло]д|переклад"
    "|번역|통역|terjemah|bản dịch|phiên dịch|dịch|ترجم|अनुवाद|çevir|tłumacz|vertal|översätt|แปล|口译|通译|通詞|通訳"
)

FAMILIES: tuple[Family, ...] = (
    Family(
        "reply.preamble",
        "The engine talks about its translation",
        "translat|traduc|traduz|tradui|traduction|tradução|übersetz|перев|переклад|terjemah|dịch|çevir|tłumacz|vertal|översätt|翻|译|譯|訳|번역|ترجم|अनुवाद|คำแปล",
        _any(
            r"\A[^:：\n]{0,100}(?:translat(?!or)|traduc(?!tor)|traduz|tradui|tradução|übersetz|перев[ое]|terjemah|bản dịch|çevir|翻[译譯訳]|[译譯]文|번역|ترجم)[^:：\n]{0,60}[:：]",
            r"\A[\s*#>_\"“「【(\[]{1,4}(?:\w+ )?(?:translation|translated|译文|翻译|traducción|traduction|tradução|übersetzung|перевод)[\])】*]",
            r"\b(?:the|my|a) translation (?:is|reads|would be|of (?:the|this))\b",
            r"\b(?:here(?:['’]s| is| are| you go)|below is|this is|following is|i['’]ve|i have|i will|i['’]ll|let me)\b[^.!?\n]{0,40}\btranslat(?:ion|ed|e)\b[^.!?\n]{0,60}[:.\n]",
            r"^\W{0,4}(?:english |final |full |literal |spanish |my |the )*translat(?:ion|ed (?:text|version|segments?))\b(?: \([^)\n]{0,30}\))?\W{0,4}[:：]",
            r"^\W{0,4}(?:tradução|traducción|traduction|traduzione|übersetzung|перевод|переклад|terjemahan|bản dịch|çeviri|tłumaczenie|vertaling|الترجمة|अनुवाद|번역(?:문)?|[译譯訳]文|翻[译譯訳](?:结果|結果|文)?|คำแปล)\W{0,4}[:：]",
            r"(?:aquí (?:está|tienes|va)|esta es|a continuación|aqui está|segue|eis|voici|voilà|ci-dessous|ecco|di seguito|hier ist|hier kommt|nachfolgend|вот|ниже|berikut(?: ini)?(?: adalah)?|đây là|dưới đây là|işte|oto|hier is|här är)\b[^.!?\n]{0,30}(?:traducción|tradução|traduction|traduzione|übersetzung|перевод|terjemahan|bản dịch|çeviri|tłumaczenie|vertaling|översättning)",
            r"(?:以下|下面|这|這)(?:是|为|為)[^。\n]{0,20}(?:翻[译譯]|[译譯]文)|翻[译譯](?:结果|結果)?如下|[译譯]文如下|^(?:好的|当然|當然)[^。\n]{0,30}翻[译譯]",
            r"以下(?:は|が|に)[^。\n]{0,20}翻?訳|翻訳(?:結果)?は以下|다음은[^.\n]{0,30}번역|번역(?:은|문은) 다음|إليك[^.\n]{0,20}الترجمة|فيما يلي[^.\n]{0,20}ترجمة",
        ),
        _TRANSLATION,
    ),
    Family(
        "reply.preamble",
        "The engine agrees before it translates",
        "sure|certainly|of course|absolutely",
        _any(r"\A\s*(?:sure(?: thing)?|certainly|of course|absolutely)! +(?=\S)"),
        _any(
            r"\A[^。！？!?，,]{0,6}(?:当然|當然|自然|好|行|可|必|定|没问题|沒問題|对|對|是|嗯|哦|噢|哎|哈|果然|怪不得|难怪|難怪|怎|哪|成|中|妥|遵命|没错|不错|有|会|會|能)",
            r"はい|もち|いい|承知|네|물론|그|예|좋|claro|sí|por supuesto|seguro|desde luego|cómo no|sim|bien|oui|sûr|ja\b|natürlich|sicher|gern|да|конечно|разумеется|ya\b|tentu|baik|được|vâng|dạ|chắc|tất nhiên|نعم|بالطبع|طبع|أكيد|हाँ|ज़रूर|बिल्कुल|evet|tabii|elbette|certo|sure|course|certain|absolut|yes",
        ),
    ),
    Family(
        "reply.identity",
        "The engine speaks of itself",
        "as an ai|as an artificial|as a l|as an l|as a machine|an ai|language model|virtual assistant|openai|chatgpt|anthropic|deepseek|qwen|my training|knowledge cutoff|my guidelines|my content|my programming|作为|我是|como |en tant qu|als ki|als künst|als sprach|как ии|как языков|как искусств",
        _any(
            r"\bas an? (?:ai|artificial intelligence|large language|language|machine)\b(?: (?:language )?model| assistant)?",
            r"\bi(?:['’]m| am) (?:just |only )?an? (?:ai|language model|large language model|virtual assistant)\b",
            r"\b(?:openai|chatgpt|anthropic|deepseek|qwen|my (?:training data|knowledge cutoff|guidelines|content polic(?:y|ies)|programming))\b",
            r"作为(?:一个|一名)?(?:ai|人工智能|大?语言模型)|我是(?:一个|一名)?(?:ai|人工智能|语言模型)",
            r"como (?:un |uma? )?(?:modelo de lenguaje|modelo de linguagem|ia\b|inteligencia artificial)|en tant qu['’](?:ia|intelligence|assistant)|als (?:ki|künstliche intelligenz|sprachmodell)\b|как (?:ии|языковая модель|искусственный интеллект)",
        ),
        _any(
            r"\bai\b|人工智能|人工知能|智能|机器人|機器人|系统|系統|模型|机械|程序|openai|chatgpt|gpt|artificial|intelig|intellig|robot|machine|language model|künstliche|искусствен|인공지능|로봇|programm|guideline|training"
        ),
    ),
    Family(
        "reply.refusal",
        "The engine refuses",
        "sorry|afraid|apolog|unfortunately|i can|i am unable|'m unable|’m unable|won't|won’t|must decline|provided|gave|sent|shared|submitted|given|supplied|missing|please provide|violat|抱歉|对不起|對不起|很遗憾|不好意思|lo siento|lamento|me temo|désolé|je regrette|desculpe|sinto|tut mir leid|leider|извините|к сожал|прошу прощ|申し訳|죄송",
        _any(
            r"\b(?:i['’]?m |i am )?(?:sorry|afraid|apologi[sz]e|unfortunately)\b[^.!?\n]{0,30}\b(?:can(?:['’]|no)t|can ?not|unable|won['’]t|not able|couldn['’]t)\b[^.!?\n]{0,20}\b(?:translat|assist|help|fulfil|comply|continue|provide|process|complete|generate|do that|with (?:that|this))",
            r"\bi(?: can(?:['’]|no)t| can ?not| am unable to|['’]m unable to| won['’]t| must decline to) (?:translate|assist with|fulfil+|comply with|provide (?:a )?translation|process|generate|help with) ",
            r"\b(?:no |without (?:any )?)?(?:text|content|source text|segment)s? (?:was|were|has been|is) (?:not )?(?:provided|gave|sent|shared|submitted|given|supplied|missing)\b|\bthe (?:text|content|passage|segment|input|sentence|excerpt) you(?:['’]ve| have)? (?:provided|gave|sent|shared|submitted)|\bplease provide (?:the|me|a|more) [^.\n]{0,20}(?:text|content|segment|sentence|context)",
            r"\bviolat(?:es?|ing) (?:my|our|the|content) (?:content |usage )?(?:polic|guideline)",
            r"(?:抱歉|对不起|對不起|很遗憾|不好意思)[，,]?[^。\n]{0,10}(?:无法|不能|無法)(?:翻[译譯]|提供|完成|处理|处理|协助|满足|回答|继续)",
            r"(?:lo siento|lamento|me temo)[^.\n]{0,20}no puedo (?:traducir|ayudar|cumplir|proporcionar|asistir)|(?:désolé|je regrette)[^.\n]{0,20}ne (?:peux|puis) pas (?:traduire|aider|fournir)|(?:desculpe|lamento|sinto)[^.\n]{0,20}não posso (?:traduzir|ajudar|fornecer)|(?:tut mir leid|leider)[^.\n]{0,20}(?:kann|darf) ich[^.\n]{0,30}(?:nicht|keine)[^.\n]{0,20}(?:übersetz|helfen|hilfe|bereitstell)|(?:извините|к сожалению|прошу прощения)[^.\n]{0,20}не могу (?:перевести|помочь|выполнить)",
            r"申し訳(?:ありません|ございません)が[^。\n]{0,20}(?:翻訳|お手伝い|対応)|죄송하지만[^.\n]{0,20}(?:번역|도와|도움)",
        ),
        _any(
            r"对不起|對不起|抱歉|不好意思|遗憾|遺憾|恕|帮不|幫不|歉|sorry|afraid|apolog|regret|unfortunat|excus|pardon|siento|lament|perd[oó]n|désol|regrett|desculp|leid|leider|entschuldig|извин|прост[иь]|сожален|申し訳|すみ|ごめん|죄송|미안|maaf|xin lỗi|آسف|عذر|\bhelp|ayud|帮|幫|无法|無法|不能"
        ),
    ),
    Family(
        "reply.translator",
        "The engine adds a translator's note",
        "translator|tn|t/n|t.n|n.t|n. t|n.d|n d|n. d|del t|traduct|traduttor|tradutor|anm|примечание|прим|catatan|chú thích|译|譯|訳|翻|역자|옮긴이",
        _any(
            r"\btranslator['’]?s? (?:notes?|comments?|remarks?)\b|[(\[]\s*t/?n\s*[:：]|\bn\. ?del? t(?:\.|raductor)|\bn\.? ?d\.? ?t\.?\s*[:：)]|\banm(?:erkung)?\.? d(?:\.|es) ?ü|примечание переводчика|прим\. ?пер|nota (?:del|do|della) tradu[ct]+or|note du traducteur|catatan penerjemah|chú thích của người dịch",
            r"[(（\[【]\s*(?:译|譯|译者|譯者|訳|訳者|翻译|翻譯)(?:注|註|备注|備註)\s*[:：]|译者注|譯者註|訳者注|역자 주|옮긴이 주",
        ),
        _any(
            r"[译譯訳][者]?[注註]|翻[译譯訳]者|translator|\bt/?n\b|traduct|tradut|übersetz|перевод|역자|옮긴이|penerjemah|dịch"
        ),
    ),
    Family(
        "reply.note",
        "The engine adds a note",
        "note|注|註|备|備|说明|nota|hinweis|anmerkung|remarque|примечание|catatan|ghi chú|lưu ý|not|uwaga|opmerking|참고|ملاحظة",
        _any(
            r"[(\[（【*_]{1,3}\s*notes?\s*[:：]",
            r"^\W{0,4}notes?(?: (?:on|about) (?:the )?translation)?\s*\W{0,3}[:：]",
            r"[(（\[【]\s*(?:注|註|备注|備註|说明)\s*[:：]",
            r"[(\[]\s*(?:nota|hinweis|anmerkung|remarque|примечание|catatan|ghi chú|lưu ý|not|uwaga|opmerking|참고|ملاحظة)\s*[:：]",
        ),
        _any(
            r"[注註][释釋：:]|^注意|注意[：:，,！!]|[备備附批][注註]|提示[：:，,]|说明[：:]|說明[：:]|留言|便条|字条|紙條|纸条|笔记[：:]|\bnotes? ?[:：]|\bnotas?\b ?[:：]|\banm|\bhinweis|\bremarque|примеч|заметк|записк|catatan|ghi chú|lưu ý|\bn\.?b\b|\bp\.?s\b|참고|주의|메모|ملاحظ|備考|メモ|नोट|ध्यान"
        ),
    ),
    Family(
        "reply.instructions",
        "The engine repeats what it was told",
        "translat|翻|译|譯",
        _any(
            r"\byou are an? (?:\w+[ -]){0,4}(?:translator|translation (?:engine|model|assistant))\b",
            r"\btranslate (?:the following|every|each|all|only|this|these|from|into|faithfully)\b",
            r"你是(?:一[个名位])?[^，。\n]{0,8}(?:翻译|译者|譯者)|[请請]?翻[译譯](?:以下|下面|下列|每)",
        ),
        _TRANSLATION,
    ),
    Family(
        "reply.label",
        "The target begins with a label",
        ":|：",
        _any(
            r"\A[\s*#>_\"“「【\[]{0,4}(?:(?:final |my |the )?(?:output|answer|result|response|reply|text|input|source|target|original|assistant|user|human|model|ai|bot|(?:text|segment|line|item|paragraph) ?\d+|english|spanish|french|german|portuguese|indonesian|vietnamese|russian|arabic|hindi|japanese|korean|thai|turkish|italian|chinese|polish|dutch|español|inglés|français|anglais|deutsch|englisch|português|inglês|русский|английский|bahasa indonesia|tiếng (?:việt|anh)|العربية|日本語|英語|한국어|영어|英文|英语|中文|西班牙文|西班牙语|输出|回答|答案|结果|原文)|en|es|fr|de|pt|id|vi|ru|ar|hi|ja|ko|zh)[\]】*_]{0,3} ?[:：][\s*_]",
        ),
        re.compile(r"\A[^\n]{0,24}[:：]"),
    ),
    Family(
        "reply.instructions",
        "The engine repeats its instructions",
        "you are a|system|developer|language|previous instr|text|segment|glossary|json|你是|系统提示",
        _any(
            r"\byou are a (?:\w+ )?assistant\b",
            r"\b(?:system|developer) (?:prompt|message)\b|\b(?:target|source) language\s*[:：]|\bprevious instructions\b",
            r"\bthe (?:provided|given|source) (?:text|segments?|glossary)\b|\bjson (?:object|array|format)\b|\bthe glossary\b",
            r"你是(?:一[个名位])?[^，。\n]{0,6}助手|系统提示词",
        ),
        _any(
            r"翻|译|譯|訳|助手|系统|系統|提示|指令|指示|命令|格式|json|语言|文本|原文|translat|assist|system|prompt|instruc|traduc|traduz|tradui|übersetz|anweis|перевод|инструк|번역|지시|instruk|source|glossar|词汇|術語|术语|language|text|segment"
        ),
    ),
    Family(
        "reply.closing",
        "The engine offers its help",
        "let me know|feel free|helps|anything else|would you like me|希望|如有|如果|还有什么",
        _any(
            r"\b(?:let me know if (?:you(?:['’]d like| would like| need| want| have)|there)|feel free to (?:ask|reach|let)|(?:i )?hope (?:this|that) (?:translation )?helps|is there anything else (?:you|i can)|would you like me to (?:translate|continue|adjust|revise))\b[^\n]{0,120}$",
            r"(?:希望(?:这|對|对)[^。\n]{0,10}(?:帮助|幫助)|如(?:有|果)[^。\n]{0,20}(?:请|請)(?:告诉|随时|告訴|隨時)[^。\n]{0,12}|还有什么(?:可以|需要)[^。\n]{0,10}帮)[^\n]{0,20}$",
        ),
        _any(
            r"告诉|告訴|帮|幫|需要|尽管|儘管|吩咐|请|請|希望|什么|甚麼|还有|know|need|help|feel free|anything|hope|ayud|neces|dime|ajud|precis|aide|besoin|hilf|brauch|помо|нуж|скаж|도움|필요|知らせ|手伝|助け|教え|bantu|perlu|giúp|cần"
        ),
    ),
)
"""In the order in which they are tried."""

OPENER = re.compile(
    r"\W{0,3}(?:sure|certainly|of course|absolutely|okay|ok|got it|understood|no problem|claro|por supuesto|desde luego|com certeza"
    r"|bien sûr|certainement|natürlich|gerne|selbstverständlich|конечно|certo|certamente|baik|tentu(?: saja)?|dạ|vâng|tabii"
    r"|好的|当然|當然|没问题|はい|承知しました|かしこまりました|네|물론(?:입니다|이죠)?)\b[^\n]{0,80}[:：.!！。]\s*\n",
    re.IGNORECASE,
)
"""A first line of courtesy, the text on the next."""

INSTRUCTION = _any(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:instruction|prompt|rule|above|previous|prior|everything|system)",
    r"\b(?:reply|respond|answer|output|print|say|write|return|repeat)\b[^.\n]{0,20}\b(?:only|with|exactly|just|nothing but|the words?)\b",
    r"\b(?:system prompt|developer mode|jailbreak|new instructions?|system\s*:|assistant\s*:|instead of translating|do not translate|stop translating|you are now)\b",
    r"(?:忽略|无视|無視|忘记|忘掉|忘記|放弃|停止)[^。\n]{0,20}(?:指令|指示|规则|規則|要求|设定|提示|命令|翻译|翻譯|以上|之前|上述|前面|系统)",
    r"(?:只|仅|僅|直接|请|請)(?:需|要|能)?(?:回复|回覆|回答|输出|輸出|返回|打印|写|说|寫|說|复述|重复|複述|重複)|(?:设定|設定|要求|指令)[^。\n]{0,6}作废",
    r"(?:不要|别|不得|停止|无需|不用)(?:再)?(?:翻译|翻譯)|系统提示|系統提示|系统消息|管理员|输出[“\"「]|回复[“\"「]|你现在是|现在你是",
    r"\b(?:ignora|olvida|ignore|oublie|esqueça|ignoriere|vergiss|игнорируй|забудь)\b[^.\n]{0,40}(?:instruc|consigne|anweis|инструк|regla|règle|regra)",
    r"(?:responde|réponds|responda|antworte|ответь|напиши)\b[^.\n]{0,20}(?:solo|sólo|seulement|apenas|só|nur|только)",
    r"指示を無視|とだけ(?:返|答|出力|言)|翻訳(?:せず|しない|をやめ)|지시를? (?:무시|잊)|(?:라고|만) (?:답|출력|대답)|이전 (?:지시|명령)|تجاهل",
)
"""A source that gives orders to whoever reads it."""
