#include <array>

#include "text/languages/stop_words/stop_words.h"

namespace lodex::text {
namespace {

constexpr std::array kSlavicAndBalticLists{
    StopList{"lithuanian",
             // pronouns
             "aš manęs man mane manimi tu tavęs tau tave tavimi jis jo jam jį juo ji jos "
             "jai ją ja mes mūsų mums mus jūs jūsų jums jus jie jų jiems juos jais joms "
             "jas jomis savo savęs sau save mano tavo šis ši šio šios šį šią šie šių tas "
             "ta to tos tą tie tų tai kas ko kam ką kuo kuris kuri kurio kurios kurį kurią "
             "kurie kurių kuriuos kurias visi visos visų viskas kiekvienas kitas kita kiti "
             // prepositions
             "į iš su be ant po prie prieš per už apie nuo iki tarp dėl pagal pas link "
             "virš "
             // conjunctions, particles
             "ir ar arba bet o tačiau kad nes jei jeigu kai kaip kol nors nei ne taip pat "
             "dar jau tik gi čia ten kur kada kodėl labai "
             // auxiliaries
             "esu esi yra esame esate buvo buvau buvome buvote bus būti būtų būna"},
    StopList{"russian",
             // pronouns
             "я меня мне мной мною ты тебя тебе тобой тобою он его ему им нём нем него "
             "нему ним она её ее ей ею ней нею неё нее оно мы нас нам нами вы вас вам вами "
             "они их них ими ними себя себе собой собою мой моя моё мое мои моего моей "
             "моему моим моих мою твой твоя твоё твое твои твоего твоей свой своя своё "
             "свое свои своего своей своему своим своих свою наш наша наше наши нашего "
             "нашей наших ваш ваша ваше ваши вашего вашей ваших этот эта это эти этого "
             "этой этому этом этим этих эту тот та то те того той тому том тем тех ту кто "
             "кого кому кем ком что чего чему чем чём который которая которое которые "
             "которого которой которому котором которых которым которыми которую чей чья "
             "чьё чьи весь вся всё все всего всей всему всех всем всеми всю сам сама само "
             "сами самого самой какой какая какое какие каких такой такая такое такие "
             "таких никто ничего ничто каждый каждая каждое "
             // prepositions
             "в во на с со к ко у о об обо от ото из изо за по под подо над до для без при "
             "про через перед между среди около после ради кроме вокруг против "
             // conjunctions, particles, adverbs
             "и а но да или либо ни не нет если чтобы что как когда пока хотя потому "
             "поэтому так тоже также же ли бы б лишь только уже ещё еще вот вон даже разве "
             "ведь где куда откуда здесь там тут туда сюда тогда теперь сейчас почему "
             "зачем очень более менее "
             // auxiliaries
             "быть был была было были буду будешь будет будем будете будут есть"},
    StopList{"serbian",
             // pronouns
             "ја мене ме мени ми мном ти тебе те теби тобом он она оно њега га њему му њим "
             "њом ње њој јој ју је нас нама ви вас вама они оне њих их њима им се себе "
             "себи собом мој моја моје твој твоја твоје свој своја своје његов његова "
             "његово њен њена њено наш наша наше ваш ваша ваше њихов њихова њихово овај "
             "ова ово ови ове тај та то онај тог томе том тим тих овог овом овим ових ко "
             "кога коме шта што који која које којег ког којем којој којих којима чији "
             "чија чије неко нешто нико ништа сваки свака свако сав сва све сви "
             // prepositions
             "у на о од до из са с за по при код под над пред кроз међу између због без "
             "после пре против око уз ка к ради "
             // conjunctions, adverbs
             "и или а али него но па да ако јер док кад када како где као иако ни нити не "
             "ли такође само већ још ту овде тамо сада тада онда тако врло више "
             // auxiliaries
             "сам си је смо сте су нисам ниси није нисмо нисте нису јесам јеси јесте јесу "
             "бити био била било били биле бих би бисмо бисте будем буде буду ћу ћеш ће "
             "ћемо ћете неће"},
};

}  // namespace

std::span<const StopList> slavic_and_baltic_stop_lists() { return kSlavicAndBalticLists; }

}  // namespace lodex::text
