#include <array>

#include "text/languages/stop_words/stop_words.h"

namespace lodex::text {
namespace {

constexpr std::array kGermanicLists{
    StopList{"danish",
             // articles, pronouns
             "en et den det de der jeg mig du dig han ham hun hende vi os I jer dem sig "
             "man min mit mine din dit dine sin sit sine hans hendes dens dets vores vor "
             "vort vore jeres deres denne dette disse hvem hvad hvis hvilken hvilket "
             "hvilke som selv nogen noget nogle ingen intet alle alt hver hvert begge "
             "hinanden "
             // prepositions
             "af ad at efter for foran fra før gennem hos i imellem imod ind inden indtil "
             "med mellem mod når om omkring op over på siden til ud uden under ved "
             // conjunctions, adverbs
             "og eller men fordi hvis da når mens så både enten hverken end ikke også kun "
             "dog jo her der hvor hvordan hvorfor nu derfor meget mere mest sådan "
             // auxiliaries
             "er var være været bliver blev blive blevet har havde have haft kan kunne "
             "kunnet skal skulle skullet vil ville villet må måtte måttet bør burde gør "
             "gjorde gøre gjort"},
    StopList{"dutch",
             // articles, pronouns
             "de het een t n ik je jij jou u hij hem zij ze haar wij we ons jullie hen "
             "hun me mij mijn jouw uw zijn onze zich zichzelf elkaar men deze dit die dat "
             "wie wat welke welk iemand iets niemand niets alle alles elk elke ieder "
             "iedere er "
             // prepositions
             "aan achter af bij binnen boven buiten door in langs met na naar naast om "
             "onder op over per rond sinds te tegen ten ter tijdens tot tussen uit van "
             "vanaf via volgens voor zonder "
             // conjunctions, adverbs
             "en of maar want dus omdat doordat terwijl als dan toen toch wel niet geen "
             "ook nog al hier daar waar hoe waarom wanneer nu zo zeer veel meer minder toe "
             // auxiliaries
             "ben bent is zijn was waren geweest word wordt worden werd werden geworden "
             "heb hebt heeft hebben had hadden gehad kan kunt kunnen kon konden gekund zal "
             "zult zullen zou zouden wil wilt willen wilde wilden mag mogen mocht mochten "
             "moet moeten moest moesten doe doet doen deed deden gedaan"},
    StopList{"english",
             // articles, pronouns
             "a an the i me my mine myself you your yours yourself yourselves he him his "
             "himself she her hers herself it its itself we us our ours ourselves they "
             "them their theirs themselves this that these those who whom whose which what "
             "each every either neither some any all both such one ones other others "
             "another "
             // prepositions
             "about above across after against along among around as at before behind "
             "below beneath beside besides between beyond by down during except for from "
             "in inside into near of off on onto out outside over since through throughout "
             "till to toward towards under until up upon via with within without "
             // conjunctions, adverbs
             "and or but nor so yet if unless because although though while whereas "
             "whether than then not no also only just too very more most less least much "
             "many few here there where when why how again once ever now own same "
             // auxiliaries
             "am is are was were be been being have has had having do does did doing done "
             "can could shall should will would may might must ought cannot "
             // contractions
             "isn't aren't wasn't weren't haven't hasn't hadn't don't doesn't didn't can't "
             "couldn't shan't shouldn't won't wouldn't mightn't mustn't i'm you're he's "
             "she's it's we're they're i've you've we've they've i'd you'd he'd she'd we'd "
             "they'd i'll you'll he'll she'll we'll they'll that's there's here's what's "
             "who's let's"},
    StopList{"german",
             // articles
             "der die das den dem des ein eine einen einem einer eines kein keine keinen "
             "keinem keiner keines "
             // pronouns
             "ich mich mir meiner du dich dir er ihn ihm sie es wir uns ihr euch ihnen "
             "sich man mein meine meinen meinem meines dein deine deinen deinem deiner "
             "deines sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres "
             "unser unsere unseren unserem unserer unseres euer eure euren eurem eurer "
             "eures dieser diese dieses diesen diesem jener jene jenes jenen jenem jeder "
             "jede jedes jeden jedem welcher welche welches welchen welchem wer wen wem "
             "wessen was etwas nichts jemand niemand alle alles allen allem aller einige "
             "einigen einiger manche mancher manches manchen solche solcher solches "
             "solchen beide beiden dessen deren denen derer selbst selber einander "
             // prepositions
             "an am ans auf aus außer bei beim bis durch für gegen hinter in im ins mit "
             "nach neben ohne seit über um unter von vom vor während wegen trotz zu zum "
             "zur zwischen "
             // conjunctions, adverbs
             "und oder aber sondern denn doch dass weil wenn als ob obwohl damit nachdem "
             "bevor sowie sowohl weder noch wie so nicht auch nur schon hier da dort dann "
             "wo wann warum wieso woher wohin daher darum dabei dafür dagegen daran darauf "
             "daraus darin davon dazu hin her sehr mehr jetzt nun also etwa "
             // auxiliaries
             "bin bist ist sind seid war warst waren wart wäre wären sei seien gewesen "
             "habe hast hat haben habt hatte hattest hatten hattet hätte hätten gehabt "
             "werde wirst wird werden werdet wurde wurden würde würden geworden worden "
             "kann kannst können könnt konnte konnten könnte könnten muss musst müssen "
             "müsst musste mussten müsste müssten soll sollst sollen sollt sollte sollten "
             "will willst wollen wollt wollte wollten darf darfst dürfen dürft durfte "
             "durften dürfte dürften mag magst mögen möchte möchten"},
    StopList{"norwegian",
             // articles, pronouns
             "en ei et den det de jeg meg du deg han ham hun henne vi oss dere dem seg man "
             "min mi mitt mine din di ditt dine sin si sitt sine hans hennes dens dets vår "
             "vårt våre deres denne dette disse hvem hva hvilken hvilket hvilke som selv "
             "noen noe ingen intet alle alt hver hvert begge hverandre eg ikkje ho dei me "
             "dykk dykkar deira nokon noko kva kven "
             // prepositions
             "av ad bak blant etter for foran fra frå før gjennom hos i imellom inn innen "
             "med mellom mot om omkring opp over på siden sidan til under ut uten utan ved "
             "å "
             // conjunctions, adverbs
             "og eller men fordi hvis da når mens så både enten verken enn at ikke også "
             "bare jo her der hvor hvordan hvorfor nå derfor meget mye mer mest slik "
             // auxiliaries
             "er var være vært vere vore blir ble bli blitt vart vert har hadde ha hatt "
             "kan kunne kunnet skal skulle skullet vil ville villet må måtte måttet bør "
             "burde gjør gjorde gjøre gjort"},
    StopList{"swedish",
             // articles, pronouns
             "en ett den det de jag mig du dig han honom hon henne vi oss ni er dem dom "
             "sig man min mitt mina din ditt dina sin sitt sina hans hennes dess vår vårt "
             "våra ert era deras denna denne detta dessa vem vad vilken vilket vilka som "
             "själv någon något några ingen inget inga alla allt varje båda varandra "
             // prepositions
             "av bakom bland efter för framför från före genom hos i in inom inför kring "
             "med mellan mot om omkring på sedan till under upp ur ut utan utanför vid "
             "över åt "
             // conjunctions, adverbs
             "och eller men utan att därför eftersom om då när medan så både antingen "
             "varken än inte ej också bara ju här där var hur varför nu mycket mer mest "
             "sådan sådant sådana "
             // auxiliaries
             "är var vara varit blir blev bli blivit har hade ha haft kan kunde kunna "
             "kunnat ska skall skulle vill ville vilja velat må måste bör borde får fick "
             "få fått gör gjorde göra gjort"},
};

}  // namespace

std::span<const StopList> germanic_stop_lists() { return kGermanicLists; }

}  // namespace lodex::text
