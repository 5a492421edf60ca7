using System.Collections.Frozen;

namespace Broadside.Record.Reading.Dates;

/// <summary>The words of time in one language.</summary>
internal sealed class DateWords
{
    public static readonly DateWords English = new()
    {
        Months = WordList.Numbered("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        Weekdays = WordList.Numbered("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        Numbers = WordList.Numbered("one a an", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        Units = ByUnit("hour hours", "day days", "week weeks", "month months", "year years", "decade decades"),
        Vague = WordList.Set("few several some many various"),
        DayParts = WordList.Set("morning afternoon evening night noon midnight"),
        Future = WordList.Set("will 'll shall set expected due scheduled plans plan planned planning intends intend going next upcoming would until deadline"),
        Past = WordList.Set("was were had did said told began took made gave came went held met left found won lost sent died became saw has have been wrote"),
        YearLead = WordList.Set("in since by before after until till during from to of through around circa and between early mid late year than for the over"),
        CountLead = WordList.Set("about nearly almost least over roughly approximately some than only another up"),
        Counted = WordList.Set("people persons men women children troops soldiers workers jobs homes houses euros dollars pounds pesos metres meters miles kilometres kilometers km words pages members migrants students schoolchildren votes seats copies tonnes tons feet times cases deaths species hectares acres units points others more years days hours months weeks percent"),
    };

    public static readonly DateWords Spanish = new()
    {
        Months = WordList.Numbered("enero ene", "febrero feb", "marzo", "abril abr", "mayo", "junio jun", "julio jul", "agosto ago", "septiembre setiembre sept", "octubre oct", "noviembre nov", "diciembre dic"),
        Weekdays = WordList.Numbered("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
        Numbers = WordList.Numbered("un una uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte"),
        Units = ByUnit("hora horas", "dia dias jornada jornadas", "semana semanas", "mes meses", "ano anos", "decada decadas"),
        Vague = WordList.Set("unos unas pocos pocas varios varias algunos algunas muchos muchas"),
        DayParts = WordList.Set("manana tarde noche madrugada mediodia"),
        Future = WordList.Set("sera seran tendra tendran hara haran ira iran podra podran debera deberan habra habran va van proximo proxima proximos proximas previsto prevista previstos preve planea planean espera esperan celebrara celebraran comenzara viajara reunira votara anunciara plazo hasta"),
        Past = WordList.Set("fue fueron habia dijo anuncio informo declaro hizo tuvo era eran estaba ha han"),
        YearLead = WordList.Set("en desde hasta antes despues durante de del a entre y hacia ano para el los"),
        CountLead = WordList.Set("unos unas cerca casi menos mas alrededor aproximadamente otros otras solo"),
        Counted = WordList.Set("personas hombres mujeres ninos soldados trabajadores empleos viviendas casas euros dolares pesos metros kilometros km palabras paginas miembros migrantes estudiantes votos escanos ejemplares toneladas veces casos muertos especies hectareas puntos anos dias horas meses semanas millones"),
    };

    public required FrozenDictionary<string, int> Months { get; init; }

    public required FrozenDictionary<string, int> Weekdays { get; init; }

    public required FrozenDictionary<string, int> Numbers { get; init; }

    public required FrozenDictionary<string, TimeUnit> Units { get; init; }

    public required FrozenSet<string> Vague { get; init; }

    public required FrozenSet<string> DayParts { get; init; }

    public required FrozenSet<string> Future { get; init; }

    public required FrozenSet<string> Past { get; init; }

    /// <summary>What may stand before four figures that are a year.</summary>
    public required FrozenSet<string> YearLead { get; init; }

    /// <summary>What stands before four figures that are a count.</summary>
    public required FrozenSet<string> CountLead { get; init; }

    /// <summary>What is counted after four figures that are no year.</summary>
    public required FrozenSet<string> Counted { get; init; }

    /// <summary>A whole number in figures or as a word; 0 for none, and for what no text means.</summary>
    public int Number(TextLine line, int at)
    {
        if (at < 0 || at >= line.Tokens.Length)
        {
            return 0;
        }
        var token = line.Tokens[at];
        return token.IsNumber ? (int.TryParse(token.Text, out var figure) && figure is > 0 and < 1000 ? figure : 0) : Numbers.GetValueOrDefault(token.Low);
    }

    private static FrozenDictionary<string, TimeUnit> ByUnit(params string[] rows) => rows
        .SelectMany((row, i) => WordList.List(row).Select(w => (w, Unit: (TimeUnit)i)))
        .ToFrozenDictionary(p => p.w, p => p.Unit, StringComparer.Ordinal);
}
