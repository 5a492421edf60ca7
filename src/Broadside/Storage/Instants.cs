namespace Broadside.Storage;

/// <summary>Instants as they stand in tables: microseconds since 1970 UTC.</summary>
public static class Instants
{
    public static long Micros(DateTimeOffset at) => Conventions.Micros(at);

    public static DateTimeOffset At(long micros) => Conventions.At(micros);
}
