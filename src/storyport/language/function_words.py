"""The small words that give a language away, for languages that share the Latin script."""

from __future__ import annotations

import re

__all__ = ["FUNCTION_WORDS", "word_set", "words_of"]

_WORD = re.compile(r"[^\W\d_]+")

FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in is was that for it with as his on be at by had not are but from or have an they which"
        " one were her all she there would their we him been has when who will more if out so said what up its about"
        " into than them can only other new some could time these two may then do first any my now such like our over"
        " me even most made after also did many before must through back years where much your way well down should"
        " because each just those how too you he this i",
        "es": "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o fue este"
        " ha sí porque esta son entre está cuando muy sin sobre ser tiene también me hasta hay donde han quien están"
        " desde todo nos durante estados todos uno les ni contra otros ese eso ante ellos e esto mí antes algunos qué"
        " unos yo otro otras otra él tanto esa estos mucho había era estaba",
        "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu"
        " sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos"
        " ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas"
        " havia seja qual será nós tenho lhe deles essas esses pelas este fosse dele",
        "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec son"
        " cette ont ses mais comme on tout nous sa aux elle leur même ou fait ces deux aussi bien peut sans été tous"
        " était ils vous entre être dont avait encore si après lui très donc je où leurs autres",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er"
        " hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur"
        " bis mehr durch man sein wurde sei hatte kann gegen vom können schon wenn ihre seine unter wir soll ich eines",
        "it": "di e il la che in a per un è del non una sono con le si da i della al come più dei ma nel alla gli anche"
        " lo ha dalla su delle se nella era questo suo o ai fra dal loro ed tra degli quando alle essere sua ci cui"
        " stato due hanno questa dopo perché sul poi così io mi aveva",
        "id": "yang dan di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena tersebut bisa ada mereka"
        " lebih kata tahun sudah atau saat oleh menjadi orang ia telah adalah seperti sebagai bahwa dapat para harus"
        " namun kita dua satu masih hari hanya kami kepada dia aku kau",
        "vi": "và của là có được cho không trong người với các những một này đã để khi ra đến về như từ cũng năm vào anh"
        " tôi ở ông đó lại sẽ làm nhưng nhiều phải còn thì hắn cô nàng rồi",
        "nl": "de van een het en in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog worden"
        " door naar heeft tot hij wordt over ze hun wel deze was kan zich al had zijn geen werd ik",
        "pl": "w i na się z do to nie że o jest jak za od po ale są co jego przez tym dla oraz ich tylko który już czy"
        " przed może jej był być ze która było które tak przy też jako nad bez",
        "tr": "bir ve bu da de için ile çok olarak daha gibi sonra kadar ne var en olan ama o onun ben her mi değil"
        " şey diye",
        "ro": "de și în a la cu pe o un din nu se care mai că pentru este sunt au fost sau ce prin dar lui al ale ei ca"
        " după era ai fi",
        "sv": "och i att det som en på är av för med den till inte har de ett om var jag han men så hon från vi kan nu"
        " skulle ut eller hade",
    }.items()
}


def word_set(words: str) -> frozenset[str]:
    """Return the words of a table written as one text."""
    return frozenset(words.split())


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters; digits are none."""
    return _WORD.findall(text.lower())
