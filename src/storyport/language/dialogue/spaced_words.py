"""Word tables of dialogue for languages with spaces between words."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

__all__ = ["SpacedWords", "spaced_words"]


@dataclass(frozen=True)
class SpacedWords:
    """What a reader of tags needs of one language.

    Attributes:
        says, thinks, writes: verbs in the forms in which they stand beside a quote.
        pronouns: subject pronouns and the gender they tell.
        myself: the narrator's own pronoun. before_object: words after which a name is no subject.
        roles: role words and their gender. crowd: speakers that are nobody in particular.
        kin: words that address somebody. articles: what may stand before a role.
        breaks_in: where the narrator breaks into a speech without a mark (`tag` is what he says).
    """

    says: re.Pattern[str]
    thinks: re.Pattern[str]
    writes: re.Pattern[str]
    pronouns: dict[str, str]
    myself: frozenset[str]
    before_object: frozenset[str]
    roles: dict[str, str]
    crowd: frozenset[str]
    kin: frozenset[str]
    articles: frozenset[str]
    breaks_in: re.Pattern[str]


_EN_SAYS = (
    "said says say asked asks ask replied replies answered answers whispered whispers shouted shouts yelled cried "
    "called calls muttered murmured mumbled growled snapped hissed snarled sighed laughed chuckled giggled groaned "
    "moaned screamed shrieked bellowed roared barked demanded inquired enquired questioned wondered added continued "
    "went on began started finished concluded explained told tells insisted protested objected argued agreed "
    "admitted confessed announced declared proclaimed stated remarked observed commented noted mentioned suggested "
    "offered proposed promised warned cautioned threatened ordered commanded instructed urged pleaded begged "
    "interrupted interjected interposed repeated echoed corrected countered retorted responded returned sneered "
    "scoffed teased joked quipped sobbed wept stammered stuttered gasped panted breathed croaked drawled intoned "
    "recited read sang exclaimed blurted complained grumbled grunted huffed mused pondered reminded assured "
    "reassured confirmed denied lied greeted spoke speaks coaxed crooned purred wailed whimpered whined rasped"
)
_TABLES: dict[str, dict[str, str]] = {
    "en": {
        "says": _EN_SAYS,
        "thinks": "thought thinks think mused wondered",
        "writes": "wrote written writes read reads letter note sign inscription message text titled entitled headline",
        "female": "she her",
        "male": "he his",
        "myself": "I",
        "objects": "to at for with of by from on upon behind beside toward towards told asked past near after about "
        "and saw watched followed gave handed took against over into than like as him her them",
        "roles_female": "woman girl lady mother grandmother aunt queen princess nurse maid waitress sister daughter wife "
        "widow hostess landlady empress duchess priestess matron nun witch governess stewardess",
        "roles_male": "man boy gentleman father grandfather uncle king prince brother son husband monk priest waiter "
        "butler lord emperor duke fisherman policeman footman landlord headman eunuch wizard youth lad",
        "roles": "guard soldier captain doctor driver clerk officer sergeant innkeeper shopkeeper stranger voice child "
        "teacher professor student merchant elder master servant sailor messenger general judge lawyer "
        "detective inspector chief bartender librarian keeper warden cook porter pilot engineer robot system "
        "traveller traveler apprentice healer manager secretary receptionist steward boatman ferryman conductor",
        "crowd": "they someone somebody everyone everybody people others crowd nobody anyone one voices men women",
        "kin": "mother father mom mum dad mama papa brother sister uncle aunt grandma grandpa grandmother grandfather "
        "sir madam ma'am miss mister master captain doctor professor boss teacher lady lord majesty highness son "
        "boy girl child dear darling",
        "articles": "the a an this that another old young my his her their our tall short first second little fat thin",
    },
    "es": {
        "says": "dijo dije dice dijeron preguntó pregunté respondió respondí contestó contesté replicó repuso exclamó "
        "gritó grité murmuró susurró añadió agregó continuó prosiguió explicó insistió admitió confesó anunció "
        "declaró afirmó ordenó pidió rogó suplicó advirtió propuso sugirió interrumpió repitió corrigió rió sollozó "
        "suspiró gimió gruñó bufó rugió chilló balbuceó tartamudeó masculló musitó rezongó protestó objetó asintió "
        "comentó observó señaló apuntó inquirió interrogó quiso saber saludó llamó aclaró concluyó terminó habló bromeó",
        "thinks": "pensó pensé pensaba",
        "writes": "escribió escrito decía ponía rezaba carta letrero nota titulado",
        "female": "ella",
        "male": "él",
        "myself": "yo",
        "objects": "a al de del con por para en hacia sobre tras contra y le su",
        "roles_female": "mujer muchacha chica niña señora anciana madre abuela tía reina princesa enfermera criada camarera "
        "hermana hija esposa doctora profesora maestra señorita joven",
        "roles_male": "hombre muchacho chico niño señor anciano viejo padre abuelo tío rey príncipe hermano hijo marido "
        "monje cura camarero médico doctor profesor maestro capitán soldado guardia posadero tabernero comisario",
        "roles": "policía conductor desconocido voz guardián mensajero juez chófer detective inspector tendero",
        "crowd": "ellos ellas alguien todos gente otros nadie",
        "kin": "madre padre mamá papá hermano hermana tío tía abuela abuelo señor señora señorita maestro maestra capitán "
        "doctor doctora profesor hijo hija jefe",
        "articles": "el la los las un una este esta aquel aquella otro otra mi su viejo vieja joven",
    },
    "pt": {
        "says": "disse diz perguntou respondeu replicou retrucou exclamou gritou murmurou sussurrou acrescentou continuou "
        "prosseguiu explicou insistiu admitiu confessou anunciou declarou afirmou ordenou pediu implorou avisou "
        "sugeriu interrompeu repetiu corrigiu riu soluçou suspirou gemeu rosnou bufou balbuciou gaguejou resmungou "
        "protestou comentou observou indagou chamou concluiu falou disseram perguntei respondi",
        "thinks": "pensou pensei",
        "writes": "escreveu escrito dizia carta letreiro bilhete",
        "female": "ela",
        "male": "ele",
        "myself": "eu",
        "objects": "a ao à de do da com por para em sobre contra e lhe",
        "roles_female": "mulher moça menina senhora velha mãe avó tia rainha princesa enfermeira criada irmã filha esposa",
        "roles_male": "homem rapaz menino senhor velho pai avô tio rei príncipe irmão filho marido médico capitão soldado",
        "roles": "guarda motorista estranho voz juiz detetive mestre",
        "crowd": "eles elas alguém todos gente outros ninguém",
        "kin": "mãe pai mamãe papai irmão irmã tio tia avó avô senhor senhora mestre capitão doutor doutora filho filha",
        "articles": "o a os as um uma este esta aquele aquela outro outra",
    },
    "fr": {
        "says": "dit dis dirent demanda demandai répondit répondis répliqua rétorqua s'écria cria murmura chuchota souffla "
        "ajouta continua poursuivit reprit expliqua insista avoua annonça déclara affirma ordonna pria supplia "
        "avertit proposa suggéra interrompit répéta corrigea rit sanglota soupira gémit grogna gronda hurla balbutia "
        "bégaya marmonna grommela protesta objecta commenta observa remarqua lança lâcha fit interrogea appela conclut",
        "thinks": "pensa pensai songea pensait",
        "writes": "écrivit écrit lettre pancarte intitulé",
        "female": "elle",
        "male": "il",
        "myself": "je",
        "objects": "à au aux de du des avec par pour en sur vers contre et lui",
        "roles_female": "femme fille dame vieille mère grand-mère tante reine princesse infirmière servante soeur sœur épouse",
        "roles_male": "homme garçon monsieur vieux vieillard père grand-père oncle roi prince frère fils mari moine médecin "
        "capitaine soldat",
        "roles": "garde chauffeur inconnu voix juge docteur professeur maître enfant",
        "crowd": "ils elles quelqu'un tous gens autres personne on",
        "kin": "mère père maman papa frère sœur oncle tante monsieur madame mademoiselle maître maîtresse capitaine docteur",
        "articles": "le la l' les un une ce cet cette autre",
    },
    "de": {
        "says": "sagte sagt sagten fragte fragt antwortete erwiderte entgegnete rief schrie flüsterte murmelte brummte knurrte "
        "zischte seufzte lachte kicherte stöhnte brüllte befahl erklärte meinte fügte ergänzte fuhr begann gestand "
        "verkündete versicherte versprach warnte drohte bat flehte unterbrach wiederholte berichtigte stammelte "
        "stotterte schluchzte protestierte bemerkte schlug gab wollte höhnte grinste nickte",
        "thinks": "dachte überlegte",
        "writes": "schrieb geschrieben stand Brief Schild Zettel",
        "female": "sie",
        "male": "er",
        "myself": "ich",
        "objects": "zu zum zur an am auf mit von vom für bei neben hinter vor nach über und ihm ihr",
        "roles_female": "Frau Mädchen Dame Mutter Großmutter Tante Königin Prinzessin Schwester Tochter Alte",
        "roles_male": "Mann Junge Herr Vater Großvater Onkel König Prinz Bruder Sohn Mönch Arzt Kapitän Soldat Alter Wirt",
        "roles": "Wache Fahrer Fremde Fremder Stimme Richter Doktor Lehrer Lehrerin Professor Meister Kind",
        "crowd": "alle jemand Leute niemand andere man",
        "kin": "Mutter Vater Mama Papa Bruder Schwester Onkel Tante Herr Frau Meister Meisterin Doktor Kapitän",
        "articles": "der die das ein eine dieser diese jener jene",
    },
    "it": {
        "says": "disse chiese domandò rispose replicò esclamò gridò mormorò sussurrò aggiunse continuò proseguì spiegò insistette "
        "ammise confessò annunciò dichiarò affermò ordinò pregò supplicò avvertì propose interruppe ripeté corresse "
        "rise singhiozzò sospirò gemette ringhiò sbuffò balbettò borbottò protestò commentò osservò fece dissi chiesi",
        "thinks": "pensò pensai",
        "writes": "scrisse scritto lettera cartello",
        "female": "lei ella",
        "male": "lui egli",
        "myself": "io",
        "objects": "a al alla di del della con per da in su verso contro e gli le",
        "roles_female": "donna ragazza signora vecchia madre nonna zia regina principessa sorella figlia moglie",
        "roles_male": "uomo ragazzo signore vecchio padre nonno zio re principe fratello figlio marito medico capitano soldato",
        "roles": "guardia autista sconosciuto voce giudice dottore professore maestro",
        "crowd": "loro qualcuno tutti gente altri nessuno",
        "kin": "madre padre mamma papà fratello sorella zio zia signore signora maestro maestra capitano dottore",
        "articles": "il lo la l' i gli le un una questo questa quel quella",
    },
    "ru": {
        "says": "сказал сказала спросил спросила ответил ответила крикнул крикнула прошептал прошептала пробормотал пробормотала "
        "воскликнул воскликнула добавил добавила продолжил продолжила объяснил объяснила вздохнул вздохнула засмеялся "
        "засмеялась проговорил проговорила произнёс произнес произнесла заметил заметила буркнул буркнула закричал "
        "закричала повторил повторила перебил перебила приказал приказала попросил попросила возразил возразила "
        "усмехнулся усмехнулась улыбнулся улыбнулась кивнул кивнула согласился согласилась признался призналась "
        "объявил объявила позвал позвала говорит говорил говорила шепнул шепнула отозвался отозвалась сказали",
        "thinks": "подумал подумала думал думала",
        "writes": "написал написала написано письмо записка вывеска",
        "female": "она",
        "male": "он",
        "myself": "я",
        "objects": "к ко с со у на от для за перед о об и ему ей",
        "roles_female": "женщина девушка девочка старуха мать бабушка тётя королева принцесса сестра дочь жена служанка",
        "roles_male": "мужчина парень мальчик старик отец дедушка дядя король принц брат сын муж монах врач капитан солдат",
        "roles": "стражник водитель незнакомец голос судья доктор учитель профессор мастер",
        "crowd": "они кто-то все люди другие никто",
        "kin": "мама папа мать отец брат сестра дядя тётя бабушка дедушка господин госпожа мастер капитан доктор",
        "articles": "этот эта тот та один одна старый старая молодой молодая",
    },
}  # fmt: skip
_NOTHING = re.compile(r"(?!)")


@functools.cache
def spaced_words(language: str) -> SpacedWords:
    """Return the table of a language; one without a table knows no verbs and no pronouns."""
    table = _TABLES.get(language, {})
    roles = dict.fromkeys(table.get("roles", "").split(), "")
    roles |= dict.fromkeys(table.get("roles_female", "").split(), "female")
    roles |= dict.fromkeys(table.get("roles_male", "").split(), "male")
    pronouns = dict.fromkeys(table.get("female", "").split(), "female")
    pronouns |= dict.fromkeys(table.get("male", "").split(), "male")
    return SpacedWords(
        says=_words(table.get("says", "")),
        thinks=_words(table.get("thinks", "")),
        writes=_words(table.get("writes", "")),
        pronouns=pronouns,
        myself=frozenset(table.get("myself", "").split()),
        before_object=frozenset(table.get("objects", "").split()),
        roles=roles,
        crowd=frozenset(table.get("crowd", "").split()),
        kin=frozenset(table.get("kin", "").split()),
        articles=frozenset(table.get("articles", "").split()),
        breaks_in=_breaks_in(table.get("says", "") if language == "fr" else ""),
    )


def _words(words: str) -> re.Pattern[str]:
    if not words:
        return _NOTHING
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words.split()))})(?!\w)", re.IGNORECASE)


def _breaks_in(words: str) -> re.Pattern[str]:
    """Return French inversion after a comma or the end of a sentence: , dit-il ou , dit Paul."""
    if not words:
        return _NOTHING
    verbs = "|".join(map(re.escape, words.split()))
    subject = r"(?:-(?:t-)?(?:il|elle|ils|elles|on|je)|\s(?:(?:le|la|les|un|une|l['’])\s?)?\w[^,.!?;:…—–]{0,60})"
    return re.compile(rf"[,!?…](?P<tag>\s(?:{verbs}){subject}(?=[,.!?;:…]|$)[,.]?)")
