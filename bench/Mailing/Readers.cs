namespace Broadside.Bench;

/// <summary>A list of invented readers, as a file that <c>subscriber import</c> takes.</summary>
internal static class Readers
{
    public static int Write(int count, string file)
    {
        using var writer = new StreamWriter(file);
        writer.WriteLine("email,name,language,time_zone,confirmed_at,consent_source");
        for (var n = 1; n <= count; n++)
        {
            writer.WriteLine($"reader{n}@example{n % 500}.org,Reader {n},en,UTC,2026-01-02T03:04:05Z,form");
        }
        return 0;
    }
}
