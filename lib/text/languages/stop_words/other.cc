#include <array>

#include "text/languages/stop_words/stop_words.h"

namespace lodex::text {
namespace {

constexpr std::array kOtherLists{
    StopList{"arabic",
             // pronouns
             "أنا نحن أنت أنتم أنتما أنتن هو هي هما هم هن هذا هذه هذان هاتان هؤلاء ذلك تلك "
             "أولئك الذي التي اللذان اللتان الذين اللاتي اللواتي من ما ماذا أي كل بعض "
             // prepositions
             "في من إلى على عن مع منذ حتى بين بعد قبل فوق تحت عند لدى دون خلال حول فيه "
             "فيها منه منها إليه إليها عليه عليها عنه عنها معه معها به بها له لها لهم بهم "
             // conjunctions, particles
             "و أو أم ثم لكن بل إن أن إذا لو لولا لأن كما حيث عندما لا لم لن ليس ليست ما "
             "هل قد لقد سوف كي إلا أيضا كيف أين متى لماذا هنا هناك "
             // auxiliaries
             "كان كانت كانوا يكون تكون يكونوا"},
    StopList{"finnish",
             // pronouns
             "minä minun minua minut minulla minulle minulta minussa minusta minuun sinä "
             "sinun sinua sinut sinulla sinulle hän hänen häntä hänet hänellä hänelle "
             "häneltä hänessä hänestä häneen me meidän meitä meidät meillä meille te "
             "teidän teitä teidät teillä teille he heidän heitä heidät heillä heille se "
             "sen sitä siinä siitä siihen sillä sille siltä ne niiden niitä niissä niistä "
             "niihin niillä niille tämä tämän tätä tässä tästä tähän tällä tälle nämä "
             "näiden näitä näissä näistä näihin näillä tuo tuon tuota tuossa tuosta nuo "
             "noiden noita joka jonka jota jossa josta johon jolla jolle joilla jotka "
             "joiden joita joissa joista joihin kuka kenen ketä mikä minkä mitä missä "
             "mistä mihin millä mille jokin jotain joku kaikki kaikkien kaikkia itse "
             // conjunctions, adverbs
             "ja tai sekä vai mutta vaan että jos kun koska vaikka jotta kuin kuten niin "
             "eli sillä siis myös vain ei eivät en et emme ette älä jo vielä nyt sitten "
             "siellä täällä tässä miten miksi milloin hyvin "
             // postpositions
             "alla kanssa mukaan ilman ennen jälkeen kautta noin vuoksi välillä yli "
             // auxiliaries
             "olen olet on olemme olette ovat olin olit oli olimme olitte olivat ole ollut "
             "olleet olla olisi olisin olisivat voi voin voivat"},
    StopList{"greek",
             // articles, pronouns
             "ο η το οι τα του της των τον την τους τις τη τ ένας ένα μία μια έναν ενός "
             "μιας εγώ εμένα με μου εσύ εσένα σε σου αυτός αυτή αυτό αυτοί αυτές αυτά "
             "αυτού αυτής αυτών αυτόν αυτήν αυτούς εμείς εμάς μας εσείς εσάς σας τες "
             "εκείνος εκείνη εκείνο εκείνοι εκείνες εκείνα που ποιος ποια ποιο ποιοι ποιες "
             "τι όποιος όποια όποιο όσος όση όσο όλος όλη όλο όλοι όλες όλα κάθε "
             "κάποιος κάποια κάποιο κανείς καμία κανένα τίποτα "
             // prepositions
             "σε στο στη στην στον στους στις στα στου στης από απ για με μετά πριν χωρίς "
             "προς κατά παρά αντί μέχρι ως έως μεταξύ υπό "
             // conjunctions, particles, adverbs
             "και κι ή είτε ούτε αλλά όμως ενώ αν εάν όταν όπως επειδή γιατί ώστε ότι πως "
             "να θα ας δεν δε μην μη ναι όχι πολύ πιο εδώ εκεί τώρα τότε πού πώς πότε "
             "επίσης "
             // auxiliaries
             "είμαι είσαι είναι είμαστε είστε ήμουν ήσουν ήταν ήμασταν ήσασταν έχω έχεις "
             "έχει έχουμε έχετε έχουν είχα είχες είχε είχαμε είχαν"},
    StopList{"hindi",
             // postpositions
             "का के की को से में पर तक ने लिए साथ द्वारा बाद पहले बिना तरफ ओर "
             // pronouns
             "मैं मुझे मुझको मेरा मेरे मेरी हम हमें हमारा हमारे हमारी तू तुम तुम्हें "
             "तुम्हारा तुम्हारे तुम्हारी आप आपका आपके आपकी वह वे वो उस उसे उसका उसके उसकी "
             "उन उन्हें उनका उनके उनकी उन्होंने उसने यह ये इस इसे इसका इसके इसकी इन इन्हें "
             "इनका इनके इनकी इसने इन्होंने जो जिस जिसे जिसका जिसके जिसकी जिन जिनका जिनके "
             "जिनकी कौन क्या किस किसका किसके किसकी किसी कोई कुछ सब सभी अपना अपने अपनी "
             // conjunctions, particles, adverbs
             "और या एवं तथा लेकिन परंतु किंतु मगर कि क्योंकि अगर यदि तो भी ही न ना नहीं मत "
             "जब तब अब यहाँ वहाँ कहाँ जहाँ कब कैसे क्यों इसलिए बहुत "
             // auxiliaries
             "है हैं हूँ हो था थे थी थीं होता होते होती हुआ हुए हुई होना होने गया गए गई "
             "रहा रहे रही कर करके किया जा सकता सकते सकती चाहिए"},
    StopList{"hungarian",
             // articles, pronouns
             "a az egy én engem nekem te téged neked ő őt neki mi minket nekünk ti titeket "
             "nektek ők őket nekik maga ez ezt ezek ezeket ebben ennek erre ezzel azt azok "
             "azokat abban annak arra azzal ki kit kinek mit minek aki akit akinek akik "
             "akiket ami amit aminek amik amely amelyet amelynek amelyek amelyben "
             "amelyeket minden mindenki semmi senki valaki valami más mások saját "
             // postpositions
             "alatt által előtt felé felett fölött között közé mellett miatt mögött nélkül "
             "szerint számára után végett iránt "
             // conjunctions, adverbs
             "és s vagy de hanem azonban hogy ha mert mivel mint bár míg amíg sem se is "
             "csak már még nem ne igen itt ott hol hová honnan mikor hogyan miért így úgy "
             "most akkor nagyon meg el ki be fel le "
             // auxiliaries
             "vagyok vagy van vagyunk vagytok vannak voltam voltál volt voltunk voltak "
             "lesz leszek lesznek lenne lennének legyen lenni kell kellett lehet lehetett "
             "fog fogja fognak"},
    StopList{"indonesian",
             // pronouns
             "saya aku kamu anda engkau kau dia ia beliau kami kita mereka ini itu "
             "tersebut siapa apa mana yang sendiri semua setiap suatu sebuah seorang para "
             // prepositions
             "di ke dari pada kepada dalam dengan untuk bagi oleh tentang antara tanpa "
             "sejak sampai hingga terhadap atas karena "
             // conjunctions, adverbs
             "dan atau tetapi tapi namun melainkan serta jika kalau bila apabila ketika "
             "saat sambil sebab agar supaya bahwa maka meskipun walaupun seperti sebagai "
             "daripada juga pun lagi saja hanya sudah telah sedang akan belum tidak bukan "
             "jangan tak sangat lebih paling sini sana situ bagaimana mengapa kapan "
             // auxiliaries
             "adalah ialah merupakan ada bisa dapat harus boleh"},
    StopList{"irish",
             // article, pronouns
             "an na mé mise tú tusa sé seisean é sí sise í muid sinn sibh siad iad mo do a "
             "ár bhur seo sin siúd cé cad céard gach "
             // prepositions
             "ag ar as chuig de den do don faoi go i in ina le ó ón roimh thar trí um agam "
             "agat aige aici againn agaibh acu dom duit dó di dúinn daoibh dóibh leis léi "
             "liom leat linn leo air uirthi orm ort orainn orthu "
             // conjunctions, particles
             "agus is nó ach má dá mura nuair mar go gur nach ní níor níl ba ar cén conas "
             "anseo ansin anois freisin "
             // auxiliaries
             "tá bhí bíonn beidh bheadh bheith raibh atá is ba"},
    StopList{"turkish",
             // pronouns
             "ben beni bana benim bende benden sen seni sana senin sende senden o onu ona "
             "onun onda ondan biz bizi bize bizim bizde bizden siz sizi size sizin sizde "
             "sizden onlar onları onlara onların onlardan bu bunu buna bunun bunda bundan "
             "bunlar bunları bunların şu şunu şuna şunun şunlar kendi kendisi kendini kim "
             "kimi kime kimin ne neyi neye hangi hangisi her herkes hiç kimse bazı hepsi "
             "tüm bütün bir birkaç "
             // postpositions
             "için ile gibi kadar göre karşı doğru sonra önce beri dolayı rağmen üzere "
             // conjunctions, particles, adverbs
             "ve veya ya yahut ama fakat ancak lakin çünkü eğer ki de da dahi bile hem mi "
             "mı mu mü değil evet hayır çok daha en pek nasıl neden niçin niye nerede "
             "nereye şimdi burada orada böyle şöyle öyle yine ise "
             // auxiliaries
             "var yok idi imiş olan olarak oldu olduğu olur olacak olmak olup etti eden "
             "ederek edilen"},
};

}  // namespace

std::span<const StopList> other_stop_lists() { return kOtherLists; }

}  // namespace lodex::text
