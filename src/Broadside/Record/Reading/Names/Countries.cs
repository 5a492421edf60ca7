using System.Collections.Frozen;

namespace Broadside.Record.Reading.Names;

/// <summary>Countries as the news names them: code; English names; Spanish names; adjectives; seats of government, which stand for the government too.</summary>
internal static class Countries
{
    private const string Rows =
        """
        AF;Afghanistan;Afganistán;Afghan,afgano,afgana;Kabul
        AL;Albania;;Albanian,albanés,albanesa;Tirana
        DZ;Algeria;Argelia;Algerian,argelino,argelina;Algiers,Argel
        AO;Angola;;Angolan,angoleño,angoleña;Luanda
        AR;Argentina;;Argentine,Argentinian,argentino,argentina;Buenos Aires
        AM;Armenia;;Armenian,armenio,armenia;Yerevan,Ereván
        AU;Australia;;Australian,australiano,australiana;Canberra
        AT;Austria;;Austrian,austriaco,austriaca;Vienna,Viena
        AZ;Azerbaijan;Azerbaiyán;Azerbaijani,azerbaiyano,azerbaiyana;Baku,Bakú
        BH;Bahrain;Baréin;Bahraini;Manama
        BD;Bangladesh;;Bangladeshi;Dhaka
        BY;Belarus;Bielorrusia;Belarusian,bielorruso,bielorrusa;Minsk
        BE;Belgium;Bélgica;Belgian,belga;
        BO;Bolivia;;Bolivian,boliviano,boliviana;La Paz
        BA;Bosnia,Bosnia and Herzegovina;Bosnia y Herzegovina;Bosnian,bosnio,bosnia;Sarajevo
        BR;Brazil;Brasil;Brazilian,brasileño,brasileña;Brasilia
        BG;Bulgaria;;Bulgarian,búlgaro,búlgara;Sofia,Sofía
        BF;Burkina Faso;;Burkinabe;Ouagadougou,Uagadugú
        KH;Cambodia;Camboya;Cambodian,camboyano,camboyana;Phnom Penh
        CM;Cameroon;Camerún;Cameroonian,camerunés;Yaounde,Yaundé
        CA;Canada;Canadá;Canadian,canadiense;Ottawa
        TD;Chad;;Chadian,chadiano,chadiana;N'Djamena
        CL;Chile;;Chilean,chileno,chilena;Santiago de Chile
        CN;China;;Chinese,chino,china;Beijing,Pekín
        CO;Colombia;;Colombian,colombiano,colombiana;Bogota,Bogotá
        CD;Congo,Democratic Republic of the Congo;República Democrática del Congo;Congolese,congoleño,congoleña;Kinshasa
        CR;Costa Rica;;Costa Rican,costarricense;San José
        HR;Croatia;Croacia;Croatian,croata;Zagreb
        CU;Cuba;;Cuban,cubano,cubana;Havana,La Habana
        CY;Cyprus;Chipre;Cypriot,chipriota;Nicosia
        CZ;Czech Republic,Czechia;República Checa,Chequia;Czech,checo,checa;Prague,Praga
        DK;Denmark;Dinamarca;Danish,danés,danesa;Copenhagen,Copenhague
        DO;Dominican Republic;República Dominicana;Dominican,dominicano,dominicana;Santo Domingo
        EC;Ecuador;;Ecuadorian,ecuatoriano,ecuatoriana;Quito
        EG;Egypt;Egipto;Egyptian,egipcio,egipcia;Cairo,El Cairo
        SV;El Salvador;;Salvadoran,salvadoreño,salvadoreña;San Salvador
        ER;Eritrea;;Eritrean,eritreo,eritrea;Asmara
        EE;Estonia;;Estonian,estonio,estonia;Tallinn,Tallin
        ET;Ethiopia;Etiopía;Ethiopian,etíope;Addis Ababa,Adís Abeba
        FI;Finland;Finlandia;Finnish,finlandés,finlandesa;Helsinki
        FR;France;Francia;French,francés,francesa;Paris,París
        GE;Georgia;;Georgian,georgiano,georgiana;Tbilisi,Tiflis
        DE;Germany;Alemania;German,alemán,alemana;Berlin,Berlín
        GH;Ghana;;Ghanaian,ghanés,ghanesa;Accra
        GR;Greece;Grecia;Greek,griego,griega;Athens,Atenas
        GT;Guatemala;;Guatemalan,guatemalteco,guatemalteca;Guatemala City,Ciudad de Guatemala
        HT;Haiti;Haití;Haitian,haitiano,haitiana;Port-au-Prince,Puerto Príncipe
        HN;Honduras;;Honduran,hondureño,hondureña;Tegucigalpa
        HK;Hong Kong;;;
        HU;Hungary;Hungría;Hungarian,húngaro,húngara;Budapest
        IS;Iceland;Islandia;Icelandic,islandés,islandesa;Reykjavik
        IN;India;;Indian,indio,india;New Delhi,Nueva Delhi
        ID;Indonesia;;Indonesian,indonesio,indonesia;Jakarta,Yakarta
        IR;Iran;Irán;Iranian,iraní;Tehran,Teherán
        IQ;Iraq;Irak;Iraqi,iraquí;Baghdad,Bagdad
        IE;Ireland;Irlanda;Irish,irlandés,irlandesa;Dublin,Dublín
        IL;Israel;;Israeli,israelí;Jerusalem,Jerusalén
        IT;Italy;Italia;Italian,italiano,italiana;Rome,Roma
        CI;Ivory Coast;Costa de Marfil;Ivorian,marfileño;Abidjan,Abiyán
        JM;Jamaica;;Jamaican,jamaicano,jamaicana;Kingston
        JP;Japan;Japón;Japanese,japonés,japonesa;Tokyo,Tokio
        JO;Jordan;Jordania;Jordanian,jordano,jordana;Amman,Amán
        KZ;Kazakhstan;Kazajistán;Kazakh,kazajo,kazaja;Astana
        KE;Kenya;Kenia;Kenyan,keniano,keniana;Nairobi
        XK;Kosovo;;Kosovar,kosovar;Pristina
        KW;Kuwait;;Kuwaiti,kuwaití;Kuwait City
        LV;Latvia;Letonia;Latvian,letón,letona;Riga
        LB;Lebanon;Líbano;Lebanese,libanés,libanesa;Beirut
        LY;Libya;Libia;Libyan,libio,libia;Tripoli,Trípoli
        LT;Lithuania;Lituania;Lithuanian,lituano,lituana;Vilnius,Vilna
        MG;Madagascar;;Malagasy;Antananarivo
        MY;Malaysia;Malasia;Malaysian,malasio,malasia;Kuala Lumpur
        ML;Mali;Malí;Malian,maliense;Bamako
        MT;Malta;;Maltese,maltés,maltesa;Valletta,La Valeta
        MX;Mexico;México;Mexican,mexicano,mexicana;Mexico City,Ciudad de México
        MD;Moldova;Moldavia;Moldovan,moldavo,moldava;Chisinau
        MN;Mongolia;;Mongolian,mongol;Ulaanbaatar
        MA;Morocco;Marruecos;Moroccan,marroquí;Rabat
        MZ;Mozambique;;Mozambican,mozambiqueño;Maputo
        MM;Myanmar,Burma;Birmania;Burmese,birmano,birmana;Naypyidaw
        NP;Nepal;;Nepali,Nepalese,nepalí;Kathmandu,Katmandú
        NL;Netherlands;Países Bajos,Holanda;Dutch,neerlandés,neerlandesa,holandés,holandesa;The Hague,La Haya
        NZ;New Zealand;Nueva Zelanda;New Zealander,neozelandés,neozelandesa;
        NI;Nicaragua;;Nicaraguan,nicaragüense;Managua
        NE;Niger;Níger;Nigerien,nigerino;Niamey
        NG;Nigeria;;Nigerian,nigeriano,nigeriana;Abuja
        KP;North Korea;Corea del Norte;North Korean,norcoreano,norcoreana;Pyongyang
        NO;Norway;Noruega;Norwegian,noruego,noruega;Oslo
        OM;Oman;Omán;Omani,omaní;Muscat,Mascate
        PK;Pakistan;Pakistán;Pakistani,pakistaní;Islamabad
        PS;Palestine;Palestina;Palestinian,palestino,palestina;Ramallah
        PA;Panama;Panamá;Panamanian,panameño,panameña;Panama City
        PY;Paraguay;;Paraguayan,paraguayo,paraguaya;Asunción
        PE;Peru;Perú;Peruvian,peruano,peruana;Lima
        PH;Philippines;Filipinas;Filipino,Philippine,filipino,filipina;Manila
        PL;Poland;Polonia;Polish,polaco,polaca;Warsaw,Varsovia
        PT;Portugal;;Portuguese,portugués,portuguesa;Lisbon,Lisboa
        PR;Puerto Rico;;Puerto Rican,puertorriqueño;San Juan
        QA;Qatar;Catar;Qatari,catarí;Doha
        RO;Romania;Rumanía,Rumania;Romanian,rumano,rumana;Bucharest,Bucarest
        RU;Russia;Rusia;Russian,ruso,rusa;Moscow,Moscú
        RW;Rwanda;Ruanda;Rwandan,ruandés,ruandesa;Kigali
        SA;Saudi Arabia;Arabia Saudí,Arabia Saudita;Saudi,saudí,saudita;Riyadh,Riad
        SN;Senegal;;Senegalese,senegalés,senegalesa;Dakar
        RS;Serbia;;Serbian,serbio,serbia;Belgrade,Belgrado
        SG;Singapore;Singapur;Singaporean,singapurense;
        SK;Slovakia;Eslovaquia;Slovak,eslovaco,eslovaca;Bratislava
        SI;Slovenia;Eslovenia;Slovenian,esloveno,eslovena;Ljubljana,Liubliana
        SO;Somalia;;Somali,somalí;Mogadishu,Mogadiscio
        ZA;South Africa;Sudáfrica;South African,sudafricano,sudafricana;Pretoria
        KR;South Korea;Corea del Sur;South Korean,surcoreano,surcoreana;Seoul,Seúl
        SS;South Sudan;Sudán del Sur;South Sudanese;Juba
        ES;Spain;España;Spanish,español,española;Madrid
        LK;Sri Lanka;;Sri Lankan;Colombo
        SD;Sudan;Sudán;Sudanese,sudanés,sudanesa;Khartoum,Jartum
        SE;Sweden;Suecia;Swedish,sueco,sueca;Stockholm,Estocolmo
        CH;Switzerland;Suiza;Swiss,suizo,suiza;Bern,Berna
        SY;Syria;Siria;Syrian,sirio,siria;Damascus,Damasco
        TW;Taiwan;Taiwán;Taiwanese,taiwanés,taiwanesa;Taipei,Taipéi
        TZ;Tanzania;;Tanzanian,tanzano,tanzana;Dodoma
        TH;Thailand;Tailandia;Thai,tailandés,tailandesa;Bangkok
        TN;Tunisia;Túnez;Tunisian,tunecino,tunecina;Tunis
        TR;Turkey;Turquía;Turkish,turco,turca;Ankara
        UG;Uganda;;Ugandan,ugandés,ugandesa;Kampala
        UA;Ukraine;Ucrania;Ukrainian,ucraniano,ucraniana;Kyiv,Kiev
        AE;United Arab Emirates,UAE;Emiratos Árabes Unidos;Emirati,emiratí;Abu Dhabi
        GB;United Kingdom,UK,U.K.,Britain,Great Britain;Reino Unido,Gran Bretaña;British,británico,británica;London,Londres
        US;United States,United States of America,US,U.S.,USA,U.S.A.;Estados Unidos,EE. UU.,EE.UU.,EEUU;American,estadounidense,norteamericano,norteamericana;Washington,White House,Casa Blanca
        UY;Uruguay;;Uruguayan,uruguayo,uruguaya;Montevideo
        UZ;Uzbekistan;Uzbekistán;Uzbek,uzbeko,uzbeka;Tashkent,Taskent
        VA;Vatican,Vatican City,Holy See;Vaticano,Santa Sede;;
        VE;Venezuela;;Venezuelan,venezolano,venezolana;Caracas
        VN;Vietnam;;Vietnamese,vietnamita;Hanoi,Hanói
        YE;Yemen;;Yemeni,yemení;Sanaa,Saná
        ZM;Zambia;;Zambian,zambiano,zambiana;Lusaka
        ZW;Zimbabwe;Zimbabue;Zimbabwean,zimbabuense;Harare
        """;

    /// <summary>Folded name, tokens joined by blanks, to code.</summary>
    public static FrozenDictionary<string, string> Names { get; } = Read(1, 2);

    public static FrozenDictionary<string, string> Adjectives { get; } = Read(3);

    public static FrozenDictionary<string, string> Seats { get; } = Read(4);

    /// <summary>The country that a word means, as its name, adjective or seat; null for none.</summary>
    public static string? Of(string folded) => Names.GetValueOrDefault(folded) ?? Adjectives.GetValueOrDefault(folded) ?? Adjectives.GetValueOrDefault(folded.EndsWith('s') ? folded[..^1] : folded) ?? Seats.GetValueOrDefault(folded);

    private static FrozenDictionary<string, string> Read(params int[] columns)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var cells = row.Split(';');
            foreach (var name in columns.SelectMany(c => cells[c].Split(',', StringSplitOptions.RemoveEmptyEntries)))
            {
                read.TryAdd(Fold.Word(name), cells[0]);
            }
        }
        return read.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
