using System.Collections.Frozen;

namespace Broadside.Record.Reading.Events;

/// <summary>
/// Verbs, the words that must stand near them, and the PLOVER type and mode that they mean. A row: type:mode, score, verbs, objects. A row with objects goes before one without.
/// The scores follow the order of PLOVER's own table (openeventdata), which an editor corrects; "-" is a happening that PLOVER has no type for.
/// </summary>
internal static class EventRules
{
    private const string English =
        """
        SANCTION:withdraw;-6;recall withdraw summon pull remove;ambassador ambassadors charge charges diplomat diplomats envoy envoys d'affaires representative consul embassy consultations
        SANCTION:withdraw;-6;call;consultations
        SANCTION:expel;-6.5;expel eject oust;
        SANCTION:withdraw;-6.5;sever break cut downgrade suspend;relations ties
        SANCTION:discontinue;-5;suspend halt cut stop freeze end reduce withhold block discontinue;aid assistance funding talks cooperation trade negotiations mediation links supplies programme program loan loans support deliveries
        COERCE:curfew;-7;impose reimpose declare extend;curfew
        COERCE:martial-law;-8;impose declare extend;martial siege emergency
        COERCE:restrict;-7;impose reimpose tighten slap levy announce introduce;sanctions sanction embargo tariffs tariff blockade blockades restrictions duties quota quotas
        COERCE:restrict;-7;blockade sanction prevent;
        COERCE:arrest;-7;arrest detain jail imprison interrogate indict convict prosecute;
        COERCE:arrest;-7;charge;with
        COERCE:arrest;-7;sentence;years prison death jail months
        COERCE:deport;-7;deport;
        COERCE:confiscate;-7;seize confiscate occupy impound annex;
        COERCE:ban;-7;ban outlaw prohibit disqualify;
        COERCE:censor;-7;censor deface;
        COERCE:censor;-7;close shut block order;newspaper station website newspapers publication channel
        ACCUSE:disapprove;-3.5;file bring press;charges lawsuit suit complaint
        ACCUSE:disapprove;-3.5;accuse allege sue blame;
        ACCUSE:disapprove;-2;criticize criticise condemn denounce slam deplore decry complain lambast censure rebuke blast disapprove;
        ACCUSE:disapprove;-3.5;find;guilty liable
        ACCUSE:investigate;-3.5;investigate probe;
        ACCUSE:investigate;-3.5;launch open begin order start call;investigation inquiry probe
        REJECT:meet;-4;cancel postpone boycott;meeting visit summit talks trip
        REJECT;-4;reject refuse decline veto dismiss oppose defy rebuff snub spurn;
        REJECT;-4;rule;out
        THREATEN;-4.5;threaten;
        THREATEN;-4.5;give issue;ultimatum
        THREATEN;-4.5;warn;retaliation retaliate force consequences war strike attack
        PROTEST:demo;-3;protest demonstrate march rally;
        PROTEST:demo;-3;hold stage organize organise;protest protests demonstration rally march
        PROTEST:boycott;-3.5;strike;workers pay union unions hunger
        PROTEST:boycott;-3.5;stage go call;strike
        PROTEST:riot;-6;riot loot clash;
        PROTEST:obstruct;-4;block obstruct occupy;road roads highway street traffic bridge railway
        MOBILIZE:troops;-5;deploy mobilize mobilise mass send move strengthen train;troops forces army soldiers warship warships fighters hackers reservists navy carrier
        MOBILIZE:police;-4;deploy mobilize mobilise order send;police patrols officers
        MOBILIZE:troops;-5;put place remain;alert
        ASSAULT:explosives;-9.5;bomb shell bombard explode detonate;bomb bombs rockets device artillery
        ASSAULT:explosives;-9.5;bomb shell bombard;
        ASSAULT:assassinate;-9.5;assassinate;
        ASSAULT:abduct;-9;kidnap abduct hijack;
        ASSAULT:torture;-9;torture;
        ASSAULT:sexual;-9;rape molest;
        ASSAULT:beat;-8.5;beat stab assault;
        ASSAULT;-9.5;attack shoot invade ambush raid bombard storm;
        ASSAULT;-9.5;open;fire
        ASSAULT;-9.5;capture retake overrun seize;village town city stronghold base capital territory
        ASSAULT:destroy;-8.5;destroy demolish burn blow set;home homes house houses building buildings offices lines village villages
        ASSAULT;-9.5;violate break;ceasefire truce
        AID;8;rescue save evacuate;
        AID;8;donate;
        AID;8;give provide send deliver grant supply hand ship;aid food medicine supplies help assistance relief shelter loan grant funds arms weapons intelligence dollars
        AID;8;grant;asylum
        AID;8;open reopen;border borders
        COOPERATE;6;share exchange;intelligence information evidence expertise
        COOPERATE;6;extradite cooperate collaborate;
        COOPERATE;6;launch begin hold start conduct;joint exercises maneuvers manoeuvres games
        SUPPORT;3.5;restore establish resume upgrade open normalize normalise;relations ties embassy
        SUPPORT;3.5;sign ratify;agreement treaty accord deal pact memorandum contract declaration
        SUPPORT;3.5;praise welcome endorse apologize apologise congratulate back defend forgive hail applaud thank;
        SUPPORT;3.5;recognize recognise;independence government state sovereignty
        RETREAT:ceasefire;7;declare announce agree;ceasefire truce
        RETREAT:withdraw;7;withdraw pull move remove;troops forces army soldiers fighters
        RETREAT:ease;6;lift ease end relax remove;sanctions embargo blockade curfew tariffs
        RETREAT:release;6;release free liberate;prisoner prisoners hostages hostage detainees journalist journalists soldiers leader activists
        RETREAT:disarm;7;surrender disarm demobilize;
        RETREAT:resign;4.5;resign;
        RETREAT:resign;4.5;step;down
        RETREAT:resign;4.5;quit;post government office cabinet job
        CONCEDE;5;ease lift relax legalize legalise accede concede yield;ban restrictions censorship state demands martial rights emergency
        CONCEDE;5;concede accede yield;
        AGREE;3;agree accept settle;
        AGREE;3;promise pledge offer vow commit;
        AGREE;3;reach;agreement consensus deal accord
        CONSULT:phone;2.5;phone telephone;
        CONSULT;2.5;contact;
        CONSULT:visit;2.5;visit;
        CONSULT:visit;2.5;arrive travel fly come return;to in site visit talks
        CONSULT:host;2.5;host receive welcome;president minister leader delegation counterpart ambassador talks meeting prime
        CONSULT;2.5;hold begin resume renew conduct open;talks meeting meetings summit negotiations consultations conference
        CONSULT;2.5;meet negotiate confer mediate;
        CONSULT;2.5;send write;letter message note
        REQUEST;-1;ask urge demand appeal request call implore;
        -;0;kill injure wound drown trample crush maim;
        -;0;derail crash collide capsize sink collapse erupt;
        -;0;die;
        -;0;burn;down
        -;0;open;sinkhole
        -;0;publish reveal leak release;report letter documents document study recording emails files
        -;0;elect reelect re-elect appoint inaugurate nominate;
        -;0;win lose;election elections vote seat majority
        -;0;hold;election elections referendum vote
        """;

    private const string Spanish =
        """
        SANCTION:withdraw;-6;retirar llamar convocar;embajador embajadora encargado encargada embajadores diplomaticos consultas
        SANCTION:expel;-6.5;expulsar;
        SANCTION:withdraw;-6.5;romper=rompio rompieron suspender congelar rebajar;relaciones
        SANCTION:discontinue;-5;suspender cortar congelar interrumpir cancelar frenar;ayuda asistencia fondos negociaciones dialogo cooperacion comercio
        COERCE:curfew;-7;imponer=impuso impusieron decretar declarar;toque
        COERCE:martial-law;-8;imponer=impuso impusieron decretar declarar;excepcion sitio emergencia marcial
        COERCE:restrict;-7;imponer=impuso impusieron endurecer anunciar;sanciones aranceles arancel embargo bloqueo restricciones
        COERCE:restrict;-7;sancionar bloquear impedir=impidio impidieron;
        COERCE:arrest;-7;arrestar detener=detuvo detuvieron encarcelar apresar capturar imputar procesar condenar;
        COERCE:deport;-7;deportar;
        COERCE:confiscate;-7;incautar confiscar decomisar ocupar;
        COERCE:ban;-7;prohibir=prohibe ilegalizar inhabilitar vetar;
        ACCUSE:disapprove;-3.5;acusar denunciar demandar culpar querellar;
        ACCUSE:disapprove;-2;criticar condenar censurar lamentar repudiar reprochar cuestionar;
        ACCUSE:disapprove;-3.5;presentar interponer=interpuso;denuncia demanda querella cargos
        ACCUSE:investigate;-3.5;investigar indagar;
        ACCUSE:investigate;-3.5;abrir=abrio iniciar ordenar;investigacion
        REJECT:meet;-4;cancelar aplazar suspender;reunion visita cumbre viaje encuentro
        REJECT;-4;rechazar negar=nego negaron desestimar descartar oponer=opuso opusieron;
        THREATEN;-4.5;amenazar;
        PROTEST:demo;-3;protestar manifestar marchar;
        PROTEST:boycott;-3.5;convocar iniciar;huelga paro
        PROTEST:obstruct;-4;bloquear cortar;carretera carreteras via vias calle calles puente
        MOBILIZE:troops;-5;desplegar=desplego movilizar enviar;tropas ejercito soldados militares fuerzas buques
        MOBILIZE:police;-4;desplegar=desplego movilizar enviar;policia policias agentes
        ASSAULT;-9.5;atacar disparar invadir asaltar tirotear agredir=agredio;
        ASSAULT:explosives;-9.5;bombardear detonar;
        ASSAULT:assassinate;-9.5;asesinar;
        ASSAULT:abduct;-9;secuestrar;
        ASSAULT:torture;-9;torturar;
        ASSAULT:destroy;-8.5;destruir=destruyo destruyeron demoler incendiar quemar;casa casas vivienda viviendas edificio edificios
        AID;8;rescatar salvar evacuar donar socorrer;
        AID;8;enviar entregar dar=dio dieron conceder ofrecer prestar;ayuda alimentos medicinas asistencia asilo fondos
        COOPERATE;6;compartir;inteligencia informacion pruebas
        COOPERATE;6;cooperar colaborar extraditar;
        SUPPORT;3.5;restablecer reanudar normalizar establecer;relaciones
        SUPPORT;3.5;firmar ratificar suscribir;acuerdo tratado convenio pacto memorando
        SUPPORT;3.5;elogiar felicitar respaldar apoyar aplaudir agradecer disculpar defender=defendio;
        RETREAT:ceasefire;7;declarar anunciar acordar;fuego tregua
        RETREAT:withdraw;7;retirar replegar;tropas fuerzas soldados
        RETREAT:ease;6;levantar aliviar eliminar;sanciones embargo bloqueo aranceles
        RETREAT:release;6;liberar excarcelar soltar;
        RETREAT:resign;4.5;dimitir=dimitio renunciar;
        RETREAT:resign;4.5;presentar;renuncia dimision
        AGREE;3;acordar=acordo aceptar pactar prometer=prometio comprometer;
        AGREE;3;alcanzar llegar;acuerdo
        CONSULT:phone;2.5;telefonear;
        CONSULT:visit;2.5;visitar viajar;
        CONSULT:host;2.5;recibir=recibio acoger;presidente ministro ministra canciller delegacion embajador homologo
        CONSULT;2.5;reunir=reune reunen reunio reunieron dialogar negociar conversar mediar;
        CONSULT;2.5;celebrar iniciar reanudar sostener=sostuvo mantener=mantuvo;reunion conversaciones negociaciones dialogo encuentro cumbre
        CONSULT;2.5;enviar escribir;carta mensaje nota
        REQUEST;-1;pedir=pidio pidieron pide solicitar exigir=exigio instar reclamar;
        -;0;morir=murio murieron matar herir=hirio fallecer=fallecio ahogar;
        -;0;descarrilar chocar hundir=hundio derrumbar colapsar explotar estallar volcar;
        -;0;publicar revelar filtrar difundir;informe carta documentos documento estudio grabacion
        -;0;elegir=eligio eligieron nombrar designar;
        -;0;ganar perder;elecciones votacion
        """;

    public static readonly FrozenDictionary<string, EventRule[]> ForEnglish = Read(English, Inflect.English);

    public static readonly FrozenDictionary<string, EventRule[]> ForSpanish = Read(Spanish, Inflect.Spanish);

    /// <summary>Two words that name a happening without a verb.</summary>
    public static readonly FrozenDictionary<string, (string First, EventRule Rule)> Nouns = new Dictionary<string, (string, EventRule)>(StringComparer.Ordinal)
    {
        ["attempt"] = ("assassination", new EventRule("ASSAULT", "assassinate", -9.5, WordList.Set(""), "assassination attempt")),
        ["asesinato"] = ("intento", new EventRule("ASSAULT", "assassinate", -9.5, WordList.Set(""), "intento de asesinato")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, EventRule[]> Read(string rows, Func<string, IEnumerable<string>> inflect)
    {
        var byForm = new Dictionary<string, List<EventRule>>(StringComparer.Ordinal);
        foreach (var row in rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cells = row.Split(';');
            var type = cells[0].Split(':');
            // "imponer=impuso impusieron" binds the forms behind it to the verb before it.
            foreach (var verb in Verbs(cells[2]))
            {
                var rule = new EventRule(type[0] == "-" ? null : type[0], type.Length > 1 ? type[1] : null, double.Parse(cells[1], System.Globalization.CultureInfo.InvariantCulture), WordList.Set(cells[3]), verb.Split('=')[0]);
                foreach (var form in inflect(verb).Select(f => Fold.Word(f)).Distinct(StringComparer.Ordinal))
                {
                    (byForm.TryGetValue(form, out var list) ? list : byForm[form] = []).Add(rule);
                }
            }
        }
        return byForm.ToFrozenDictionary(p => p.Key, p => p.Value.OrderBy(r => r.Near.Count == 0).ToArray(), StringComparer.Ordinal);
    }

    // Irregular forms follow a verb with "=": they are told from the next verb by not ending like an infinitive.
    private static IEnumerable<string> Verbs(string cell)
    {
        string? open = null;
        foreach (var word in WordList.List(cell))
        {
            if (open is not null && !IsInfinitive(word) && !word.Contains('=', StringComparison.Ordinal))
            {
                open += " " + word;
                continue;
            }
            if (open is not null)
            {
                yield return open;
            }
            open = word.Contains('=', StringComparison.Ordinal) ? word : null;
            if (open is null)
            {
                yield return word;
            }
        }
        if (open is not null)
        {
            yield return open;
        }
    }

    private static bool IsInfinitive(string word) => word.EndsWith("ar", StringComparison.Ordinal) || word.EndsWith("er", StringComparison.Ordinal) || word.EndsWith("ir", StringComparison.Ordinal);
}

/// <param name="Near">One of these must stand near the verb; empty for none.</param>
/// <param name="Verb">The verb as a dictionary has it.</param>
internal sealed record EventRule(string? Type, string? Mode, double Score, FrozenSet<string> Near, string Verb);
