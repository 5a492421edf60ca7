using System.Collections.Frozen;

namespace Broadside.Record.Reading.Quotes;

/// <summary>Verbs that bring a quote, and the words of places where things are said.</summary>
internal static class SpeechWords
{
    private const string EnglishVerbs =
        """
        say tell write state add claim argue ask announce explain note insist warn tweet testify declare respond reply answer comment remark observe assert maintain contend affirm confirm deny admit concede acknowledge allege
        accuse charge complain protest object criticize criticise condemn denounce praise applaud welcome urge call demand appeal plead request propose suggest recommend advise promise pledge vow swear threaten predict forecast
        estimate conclude find report reveal disclose describe characterize characterise dub label term joke quip muse wonder lament regret mourn recall remember recount reflect reason believe think feel hope fear worry stress emphasize
        emphasise underline underscore highlight point reiterate repeat continue begin finish interject interrupt shout yell scream whisper mutter cry exclaim declare proclaim pronounce read post publish quote cite echo agree disagree
        counter retort rebut dispute challenge question speculate theorize suspect boast brag tout defend justify clarify elaborate expand mention refer hint imply signal assure reassure caution counsel instruct order tease mock ridicule
        blast slam rail rant vent fume opine summarize summarise relate narrate inform notify brief caution decry deplore hail laud commend thank apologize apologise congratulate promise
        """;

    private const string SpanishVerbs =
        """
        decir=dijo dijeron dice dicen diciendo dicho dira diran|afirmar|senalar|asegurar|explicar|anunciar|declarar|agregar|escribir=escrito|sostener=sostuvo sostuvieron sostiene sostienen|indicar|advertir=advirtio advirtieron advierte|manifestar=manifiesta|expresar|comentar|reconocer|admitir|negar=niega niegan|confirmar
        |responder|contestar|preguntar|pedir=pidio pidieron pide piden|exigir|reclamar|denunciar|acusar|criticar|condenar|rechazar|lamentar|celebrar|destacar|subrayar|recalcar|insistir|reiterar|apuntar|precisar|detallar|anadir|concluir=concluyo concluyeron concluye|considerar|opinar|creer=creyo cree
        |recordar=recuerda|relatar|contar=cuenta cuentan|narrar|informar|revelar|publicar|tuitear|proponer=propuso propone|sugerir=sugirio sugiere|recomendar=recomienda|prometer|jurar|amenazar|alertar|avisar|estimar|resumir|continuar|proseguir=prosiguio prosigue|argumentar|argüir|alegar|aclarar|defender=defiende|instar|llamar|calificar|describir|plantear|puntualizar|remarcar|enfatizar|ironizar|bromear|zanjar|sentenciar|apostillar|exclamar|gritar|leer=leyo lee
        """;

    public static readonly FrozenSet<string> Verbs = WordList.List(EnglishVerbs).SelectMany(Inflect.English)
        .Concat(WordList.List(SpanishVerbs).Select(v => v.Trim()).Where(v => v.Length > 2).SelectMany(Inflect.Spanish))
        .Select(v => Fold.Word(v)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Not every form is speech: nouns and other verbs that look the same.</summary>
    public static readonly FrozenSet<string> Weak = WordList.Set("report reports point points order orders question questions charge charges call calls claim claims claimed find found finds note post posts comment comments read reads quote quotes answer request requests challenge cause hope hopes fear fears state states mention term terms label feel felt think thought believe believed recall recalled call called calls refer referred cuenta cuentan llama llamo llamado llamada estado declarado acusado condenado denuncia denuncias critica criticas informe informa nota afirmado");

    /// <summary>They give a name, and what they bring is a title or term.</summary>
    public static readonly FrozenSet<string> Naming = WordList.Set("dubbed called titled entitled headlined named labelled labeled known termed nicknamed so-called branded marked rated llamado llamada llamados llamadas titulado titulada denominado denominada conocido conocida bautizado apodado tildado considered deemed");

    public static readonly FrozenSet<string> Channels = WordList.Set("x twitter facebook instagram youtube telegram tiktok truth bluesky mastodon weibo whatsapp linkedin cnn reuters nbc bbc afp ap efe");

    /// <summary>The nouns of what a quote may stand in.</summary>
    public static readonly FrozenSet<string> Venues = WordList.Set(
        """
        statement release letter interview conference speech address post tweet message blog email e-mail memo report editorial column article op-ed testimony hearing briefing broadcast video website site debate ruling verdict note book resignation communique declaration forum meeting session call
        comunicado carta entrevista conferencia discurso mensaje tuit publicacion nota informe editorial columna articulo testimonio audiencia rueda video sitio pagina debate fallo sentencia libro declaracion declaraciones sesion reunion red redes correo
        """);

    public static readonly FrozenSet<string> Pronouns = WordList.Set("he she they i we it el ella ellos ellas");

    public static bool IsVerb(string word) => Verbs.Contains(word);

    public static bool IsStrong(string word) => Verbs.Contains(word) && !Weak.Contains(word);
}
