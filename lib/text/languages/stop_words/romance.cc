#include <array>

#include "text/languages/stop_words/stop_words.h"

namespace lodex::text {
namespace {

constexpr std::array kRomanceLists{
    StopList{"catalan",
             // articles, pronouns
             "el la els les lo un una uns unes jo tu ell ella nosaltres vosaltres ells "
             "elles vostè vostès em et es ens us hi ho me te se li en mi meu meva meus "
             "meves teu teva teus teves seu seva seus seves nostre nostra nostres vostre "
             "vostra vostres aquest aquesta aquests aquestes aquell aquella aquells "
             "aquelles això allò qui què que quin quina quins quines qual quals algun "
             "alguna alguns algunes cap ningú res tot tota tots totes cada altre altra "
             "altres mateix mateixa "
             // prepositions
             "a al als amb cap contra de del dels des durant en entre fins per pel pels "
             "segons sense sobre sota davant darrere "
             // conjunctions, adverbs
             "i o ni però sinó si perquè com quan mentre doncs no sí també tampoc només "
             "molt més menys tan tant on aquí allà ara ja així "
             // auxiliaries
             "és sóc som sou són era eren érem ser sigut estat fou foren sigui siguin sent "
             "estic està estan estava estaven estar he has ha hem heu han havia havien "
             "haver hagi hagut hi vaig va vam vau van fa fan fer fet pot poden poder"},
    StopList{"french",
             // articles
             "le la les l un une des du de d au aux "
             // pronouns
             "je j me m moi tu te t toi il elle on nous vous ils elles se s soi lui leur "
             "leurs eux y en ce c cet cette ces ceci cela ça celui celle ceux celles mon "
             "ma mes ton ta tes son sa ses notre nos votre vos mien mienne miens miennes "
             "tien tienne tiens tiennes sien sienne siens siennes nôtre vôtre qui que qu "
             "quoi dont où lequel laquelle lesquels lesquelles auquel auxquels auxquelles "
             "duquel desquels desquelles quel quelle quels quelles aucun aucune chaque "
             "plusieurs quelque quelques quelqu'un rien personne tout toute tous toutes "
             "autre autres même mêmes tel telle tels telles "
             // prepositions
             "à après avant avec chez contre dans depuis derrière dès devant durant en "
             "entre envers hors jusque jusqu malgré par parmi pendant pour sans sauf selon "
             "sous sur vers "
             // conjunctions, adverbs
             "et ou mais donc or ni car si comme lorsque lorsqu puisque puisqu quoique "
             "quoiqu quand parce afin ne n pas plus moins non aussi alors ainsi encore "
             "déjà très trop peu ici là comment pourquoi seulement "
             // auxiliaries
             "suis es est sommes êtes sont étais était étions étiez étaient fus fut fûmes "
             "furent serai seras sera serons serez seront serais serait serions seriez "
             "seraient sois soit soyons soyez soient fût être étant été ai as a avons avez "
             "ont avais avait avions aviez avaient eus eut eurent aurai auras aura aurons "
             "aurez auront aurais aurait aurions auriez auraient aie aies ait ayons ayez "
             "aient avoir ayant eu eue eues"},
    StopList{"italian",
             // articles
             "il lo la i gli le l un uno una "
             // prepositions
             "di a da in con su per tra fra del dello della dei degli delle dell al allo "
             "alla ai agli alle all dal dallo dalla dai dagli dalle dall nel nello nella "
             "nei negli nelle nell sul sullo sulla sui sugli sulle sull col coi contro "
             "dopo prima durante fino presso senza sopra sotto verso "
             // pronouns
             "io me mi tu te ti egli lui ella lei esso essa noi ci voi vi essi esse loro "
             "si se ne li glielo gliela ce ve mio mia miei mie tuo tua tuoi tue suo sua "
             "suoi sue nostro nostra nostri nostre vostro vostra vostri vostre questo "
             "questa questi queste quello quella quelli quelle quel quei quegli ciò chi "
             "che cui quale quali cosa alcun alcuno alcuna alcuni alcune nessuno nessuna "
             "nulla niente ogni ognuno qualche qualcuno tutto tutta tutti tutte altro "
             "altra altri altre stesso stessa stessi stesse "
             // conjunctions, adverbs
             "e ed o od ma però né se perché poiché come quando mentre dove dunque quindi "
             "anche ancora già non no sì più meno molto tanto così solo qui qua lì là ora "
             "poi "
             // auxiliaries
             "sono sei è siamo siete ero eri era eravamo eravate erano fui fu furono sarò "
             "sarai sarà saremo sarete saranno sarei sarebbe sarebbero sia siano fosse "
             "fossero essere essendo stato stata stati state ho hai ha abbiamo avete hanno "
             "avevo avevi aveva avevamo avevate avevano ebbe ebbero avrò avrai avrà avremo "
             "avrete avranno avrei avrebbe avrebbero abbia abbiano avesse avessero avere "
             "avendo avuto"},
    StopList{"portuguese",
             // articles, contractions
             "o a os as um uma uns umas do da dos das dum duma no na nos nas num numa ao à "
             "aos às pelo pela pelos pelas deste desta destes destas desse dessa desses "
             "dessas daquele daquela disto disso daquilo neste nesta nesse nessa naquele "
             "naquela nisto nisso "
             // pronouns
             "eu me mim comigo tu te ti contigo ele ela se si consigo nós conosco vós eles "
             "elas lhe lhes você vocês meu minha meus minhas teu tua teus tuas seu sua "
             "seus suas nosso nossa nossos nossas dele dela deles delas este esta estes "
             "estas esse essa esses essas aquele aquela aqueles aquelas isto isso aquilo "
             "quem que qual quais cujo cuja cujos cujas algum alguma alguns algumas alguém "
             "nenhum nenhuma ninguém nada tudo todo toda todos todas cada outro outra "
             "outros outras mesmo mesma "
             // prepositions
             "de em por para com sem sob sobre entre até após ante contra desde durante "
             "perante "
             // conjunctions, adverbs
             "e ou mas nem porém se porque pois como quando enquanto embora onde não sim "
             "também já ainda só mais menos muito muita muitos muitas tão aqui ali lá "
             "agora então assim "
             // auxiliaries
             "sou és é somos são era eras éramos eram fui foi fomos foram fora fosse "
             "fossem seja sejam serei será serão seria seriam ser sendo sido estou está "
             "estamos estão estava estavam esteve estiveram esteja estejam estar estado "
             "tenho tem temos têm tinha tinham teve tiveram tenha tenham tivesse tivessem "
             "terá terão teria teriam ter tendo tido hei há hão havia haviam haja hajam "
             "haver houve houveram"},
    StopList{"romanian",
             // articles, pronouns
             "un o unei unui niște al a ai ale lui eu mine mă îmi tu tine te îți el ea ei "
             "îl îi noi ne nouă voi vă vouă lor le se își sine meu mea mei mele tău ta tăi "
             "tale său sa săi sale nostru noastră noștri noastre vostru voastră voștri "
             "voastre acest această acești aceste acesta aceasta aceștia acestea acel acea "
             "acei acele acela aceea aceia acelea cine ce care cărui cărei căror cui cât "
             "câtă câți câte ceva cineva nimeni nimic orice oricine fiecare tot toată toți "
             "toate alt altă alți alte însuși "
             // prepositions
             "de la în din pe cu fără pentru prin spre sub peste lângă între dintre până "
             "după despre dinspre către contra asupra înainte "
             // conjunctions, adverbs
             "și sau ori dar însă ci nici că să dacă deși fiindcă deoarece când cum unde "
             "decât nu da mai foarte prea doar numai tot aici acolo acum atunci așa atât "
             // auxiliaries
             "sunt ești este e suntem sunteți eram erai era erați erau fost fi fie fiind "
             "am ai are avem aveți au aveam aveai avea aveau avut aibă voi vei va vom veți "
             "vor aș ar ați"},
    StopList{"spanish",
             // articles
             "el la lo los las un una unos unas al del "
             // pronouns
             "yo me mí conmigo tú te ti contigo él ella ello usted nosotros nosotras nos "
             "vosotros vosotras os ellos ellas ustedes le les se sí consigo mi mis tu tus "
             "su sus mío mía míos mías tuyo tuya tuyos tuyas suyo suya suyos suyas nuestro "
             "nuestra nuestros nuestras vuestro vuestra vuestros vuestras este esta estos "
             "estas esto ese esa esos esas eso aquel aquella aquellos aquellas aquello "
             "éste ésta éstos éstas ése ésa ésos ésas quien quienes quién quiénes que qué "
             "cual cuales cuál cuáles cuyo cuya cuyos cuyas alguien algo algún alguno "
             "alguna algunos algunas nadie nada ningún ninguno ninguna todo toda todos "
             "todas cada otro otra otros otras mismo misma mismos mismas "
             // prepositions
             "a ante bajo con contra de desde durante en entre hacia hasta para por según "
             "sin sobre tras "
             // conjunctions, adverbs
             "y e o u ni pero sino aunque porque pues si como cuando mientras donde cómo "
             "cuándo dónde no también tampoco ya más menos muy mucho mucha muchos muchas "
             "tan tanto sólo solo así aquí allí ahora entonces "
             // auxiliaries
             "soy eres es somos sois son era eras éramos erais eran fui fuiste fue fuimos "
             "fueron seré será seremos serán sería serían sea seas seamos sean fuera "
             "fueran fuese fuesen ser siendo sido estoy estás está estamos estáis están "
             "estaba estabas estábamos estaban estuve estuvo estuvieron esté estén estar "
             "estando estado he has ha hemos habéis han había habías habíamos habían hubo "
             "hubiera hubieran hubiese habrá habrán habría habrían haya hayan haber "
             "habiendo habido hay"},
};

}  // namespace

std::span<const StopList> romance_stop_lists() { return kRomanceLists; }

}  // namespace lodex::text
