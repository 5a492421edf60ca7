using System.Collections.Frozen;

namespace Broadside.Record.Reading.Names;

/// <summary>Words that say what a capitalised run is the name of.</summary>
internal static class NameWords
{
    /// <summary>Open a sentence with a capital and belong to no name.</summary>
    public static readonly FrozenSet<string> Openers = WordList.Set(
        """
        the a an this that these those his her its their our my your in on at by for from to of with without after before during since until while when where as if although though because but and or nor so yet
        he she it they we you i there here what who why how which according both all some many most few several other another one two three four five six seven eight nine ten more less each every no not only also
        even still now then today yesterday tomorrow however meanwhile moreover furthermore nevertheless despite under over between among against about through into once is are was were has have had do does did
        can could will would should may might must let over around near part such like unlike instead finally later earlier recently writing speaking asked discussing voters members people critics officials authorities
        scientists researchers witnesses police protesters residents localist nonpartisan pan-democrat young new former senior local first last next two-thirds half almost nearly estimates figures results posts lawsuits
        el la los las un una unos unas lo este esta estos estas ese esa esos esas su sus mi en de del al a con sin por para tras segun desde hasta entre sobre ante contra durante mediante pero y o ni aunque porque
        cuando donde como si que quien cual no si tambien ademas asimismo hoy ayer manana ahora despues antes luego mientras hay fue es era son ha han se le les nos ya solo cada todo toda todos todas muchos muchas
        otro otra otros otras ambos ambas algunos algunas dos tres cuatro cinco diez mas menos ningun ninguna ademas
        monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december image photo file source
        """);

    /// <summary>A run with one of these is an organisation.</summary>
    public static readonly FrozenSet<string> Organizations = WordList.Set(
        """
        ministry department office agency bureau commission committee council authority administration government parliament congress senate assembly court tribunal police army navy force forces guard
        party union federation association alliance league foundation institute institution university college school academy church bank fund company corporation corp inc ltd group holdings airlines airways railways
        news times post herald gazette tribune weekly magazine journal newspaper press radio television network agency society trust charity organization organisation movement front coalition club team bureau board
        embassy consulate service services center-left directorate secretariat chamber brigade squad squadron laboratory laboratories enterprises industries partners consortium cross crescent
        ministerio departamento oficina agencia comision comite consejo autoridad gobierno parlamento congreso senado asamblea corte tribunal policia ejercito armada fuerza fuerzas guardia
        partido sindicato federacion asociacion alianza liga fundacion instituto universidad colegio academia iglesia banco fondo empresa compania corporacion grupo diario periodico revista emisora sociedad
        organizacion movimiento frente coalicion club junta embajada consulado servicio secretaria camara fiscalia procuraduria contraloria defensoria alcaldia gobernacion cancilleria
        ayuntamiento diputacion generalitat confederacion red cruz prensa
        """);

    /// <summary>A run with one of these at its end, or in Spanish at its beginning, is a place.</summary>
    public static readonly FrozenSet<string> Places = WordList.Set(
        """
        city town village county province state region district island islands river lake sea ocean bay gulf strait channel mountain mountains mount hill hills valley desert coast peninsula
        street avenue road square bridge park airport port harbor harbour station stadium arena hospital infirmary hotel tower towers palace castle mosque cathedral temple museum planetarium theatre theater
        territory territories base plaza canyon falls beach border pad constituency settlement camp prison jail
        ciudad pueblo provincia estado region distrito isla islas rio lago mar oceano bahia golfo estrecho montana monte cerro valle desierto costa peninsula
        calle avenida carretera plaza puente parque aeropuerto puerto estacion estadio hospital hotel torre palacio castillo mezquita catedral templo museo teatro base frontera carcel barrio municipio
        """);

    /// <summary>Places that have no word to show it: the larger cities and regions of the news.</summary>
    public static readonly FrozenSet<string> KnownPlaces = WordList.Set(
        """
        europe|asia|africa|america|latin america|south america|north america|central america|middle east|southeast asia|south east asia|antarctica|caribbean|balkans|scandinavia|england|scotland|wales|northern ireland|gaza|west bank|crimea|catalonia|kashmir|tibet|siberia
        |europa|africa|america latina|sudamerica|norteamerica|centroamerica|oriente medio|oriente proximo|caribe|inglaterra|escocia|gales|cataluna|cisjordania|franja de gaza|andalucia|galicia|pais vasco
        |alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|new mexico|new york|new york city|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|wisconsin|wyoming
        |ontario|quebec|british columbia|alberta|new south wales|queensland|victoria|tasmania|western australia|south australia
        |los angeles|chicago|houston|boston|seattle|miami|dallas|atlanta|philadelphia|detroit|denver|san francisco|san diego|las vegas|new orleans|toronto|montreal|vancouver|sydney|melbourne|brisbane|perth|auckland|wellington|christchurch
        |manchester|liverpool|birmingham|glasgow|edinburgh|belfast|cardiff|leeds|bristol|barcelona|sevilla|seville|valencia|bilbao|zaragoza|malaga|lyon|marseille|munich|hamburg|frankfurt|cologne|milan|naples|turin|geneva|zurich|brussels|bruselas|ginebra|milan|estrasburgo|strasbourg
        |istanbul|estambul|mumbai|calcutta|kolkata|chennai|karachi|lahore|shanghai|guangzhou|shenzhen|wuhan|osaka|kyoto|mecca|medina|tel aviv|dubai|aleppo|mosul|basra|alexandria|johannesburg|cape town|lagos|casablanca|st petersburg|odesa|odessa|kharkiv|donetsk|mariupol
        |medellin|cali|cartagena|barranquilla|cucuta|guayaquil|cusco|arequipa|valparaiso|rosario|cordoba|mendoza|sao paulo|rio de janeiro|santa cruz|cochabamba|maracaibo|monterrey|guadalajara|tijuana|puebla|acapulco|oaxaca|chiapas|santiago|bucaramanga|antioquia|cauca|choco
        """);

    /// <summary>Organisations known by name or letters alone.</summary>
    public static readonly FrozenSet<string> KnownOrganizations = WordList.Set(
        """
        un|u.n.|eu|e.u.|nato|who|unesco|unicef|imf|world bank|united nations|european union|african union|nasa|fbi|cia|bbc|cnn|nbc|cbs|abc|afp|reuters|associated press|ap|efe|pentagon|kremlin|state department|home office|foreign office|treasury|supreme court|european commission|european parliament|security council|red cross|amnesty international|human rights watch|greenpeace|interpol|opec|g7|g20|mercosur|oas
        |onu|ue|otan|oms|fmi|banco mundial|naciones unidas|union europea|union africana|oea|cidh|celac|pentagono|tribunal supremo|corte suprema|cruz roja|amnistia internacional|microsoft|google|apple|amazon|facebook|meta|twitter|youtube|tesla|boeing|airbus|hamas|hezbollah|hizbula|taliban|farc|eln
        |the guardian|the new york times|new york times|washington post|the washington post|wall street journal|financial times|el pais|el mundo|el tiempo|el espectador|la nacion|clarin|semana|le monde|der spiegel|sky news|gb news|bbc news|fox news|al jazeera|huffington post|the huffington post|abc news|pc world|la weekly|the globe and mail
        """);

    /// <summary>Given names that are common in the news of both languages.</summary>
    public static readonly FrozenSet<string> GivenNames = WordList.Set(
        """
        john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth kevin brian george timothy ronald edward jason jeffrey jeff ryan jacob gary
        nicholas eric jonathan stephen larry justin scott brandon benjamin ben samuel sam gregory alexander alex patrick jack dennis jerry tyler aaron adam nathan henry douglas peter zachary kyle noah ethan jeremy walter keith roger terry
        sean austin carl harold arthur lawrence jesse bryan billy bruce ralph roy eugene russell philip harry vincent bobby johnny logan ian alan colin chris nigel simon stuart graham neil martin tony jim joe tom tim bill bob mike steve dave
        mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura helen sharon cynthia kathleen amy
        angela shirley anna brenda pamela emma nicole samantha katherine catherine christine debra rachel carolyn caroline janet maria heather diane julie joyce victoria kelly christina joan evelyn lauren judith megan andrea cheryl hannah
        jacqueline martha gloria teresa ann sara janice jean alice kathryn grace sophia julia theresa rose denise marilyn amber danielle lydia yvette suella rishi boris marco hillary barack joseph theresa tiziano claudia tanya eunice
        jose juan luis carlos jorge manuel francisco pedro miguel antonio jesus angel rafael fernando ricardo sergio eduardo alberto javier alejandro roberto mario oscar pablo diego andres gustavo alvaro enrique victor raul ramon julio
        cesar ivan hector felipe guillermo gabriel nicolas santiago sebastian camilo ernesto gonzalo ignacio jaime joaquin tomas vicente rodrigo mauricio german hugo emilio arturo armando alfredo adolfo evo lula daniel
        carmen ana isabel rosa lucia elena marta cristina paula laura beatriz silvia pilar mercedes dolores raquel monica alicia gabriela natalia valentina camila sofia daniela catalina juana ines irene eva clara susana adriana veronica
        mohammed muhammad mohamed ahmed ali hassan hussein ibrahim omar abdul abdullah yusuf mahmoud khaled fatima aisha vladimir sergei dmitry ivan yuri olga natasha volodymyr oleksandr viktor andrei mikhail angela emmanuel francois
        pierre jean jacques michel nicolas marine gerald hans klaus olaf wolfgang friedrich giuseppe giorgia matteo silvio antonio narendra rahul priya raj imran benazir xi wang li zhang chen liu kim park lee najib mahathir joko fuad
        """);

    /// <summary>Names of offices and trades that stand before or behind a person's name.</summary>
    public static readonly FrozenSet<string> Titles = WordList.Set(
        """
        mr mrs ms miss dr sir lord lady dame professor prof reverend rev father sister pope cardinal bishop archbishop imam rabbi king queen prince princess sheikh emperor
        president vice-president premier chancellor minister secretary undersecretary deputy senator congressman congresswoman representative rep sen gov governor mayor councillor councilor mp mep ambassador envoy consul commissioner
        chairman chairwoman chair chief director administrator chief-executive ceo cfo founder owner head leader spokesman spokeswoman spokesperson judge justice attorney prosecutor lawyer barrister solicitor
        general colonel major captain lieutenant sergeant corporal admiral commander officer inspector superintendent sheriff detective agent
        doctor nurse engineer architect scientist researcher economist analyst historian author coauthor co-author writer journalist reporter editor columnist blogger critic activist campaigner candidate politician
        actor actress singer musician artist director coach player striker driver pilot farmer fisherman teacher student resident witness emeritus speaker coordinator manager executive official delegate
        senor senora don dona doctor doctora profesor profesora presidente presidenta vicepresidente vicepresidenta primer ministro ministra canciller secretario secretaria senador senadora diputado diputada congresista gobernador gobernadora
        alcalde alcaldesa concejal concejala embajador embajadora comisario comisaria director directora jefe jefa lider portavoz vocero vocera juez jueza fiscal abogado abogada general coronel mayor capitan teniente sargento almirante
        comandante cientifico investigador investigadora economista analista historiador escritor escritora periodista activista candidato candidata actor actriz cantante entrenador rey reina papa cardenal obispo arzobispo expresidente exministro exministra
        """);

    /// <summary>Behind a run, these say that a person acts.</summary>
    public static readonly FrozenSet<string> Joiners = WordList.Set("of for and & the de del la las los y e von van der bin al el da dos das do di du");

    /// <summary>Capitalised things that are nobody: peoples and faiths, events, brands of things, days.</summary>
    public static readonly FrozenSet<string> Nobody = WordList.Set(
        """
        internet christmas easter ramadan hajj islam christianity muslim muslims christian christians jewish jews catholic catholics protestant buddhist hindu olympics world cup english spanish arabic bible koran quran covid covid-19 wifi
        republican republicans democrat democrats conservative conservatives liberal liberals socialist communist windows firefox chrome safari shuttle space summit agreement treaty act law bill plan project program programme
        declaration convention protocol conference festival anniversary war revolution crisis day week month year century operation mission questions street campaign election elections championship
        ley acuerdo tratado plan proyecto programa declaracion convenio convencion conferencia cumbre festival guerra revolucion crisis dia operacion mision eleccion elecciones constitucion navidad semana santa
        god dios lifestyle-religion click here sign read share subscribe
        """);
}
