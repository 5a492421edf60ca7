namespace Broadside.Kit;

/// <summary>
/// Points at which the crash tests end the program, as a power cut would: <c>BROADSIDE_MISHAP=7</c> ends it at the seventh
/// point that it passes. A Release build passes them all.
/// </summary>
public static class Mishap
{
#if DEFENCE_SWITCHES
    private static readonly int At = int.TryParse(Environment.GetEnvironmentVariable("BROADSIDE_MISHAP"), out var at) ? at : 0;
    private static int passed;

    /// <summary>Hears of every point in a test's own flow; what it throws ends the work there, as the end of the program would.</summary>
    internal static AsyncLocal<Action<string>?> Heard { get; } = new();

    public static void Here(string point)
    {
        Heard.Value?.Invoke(point);
        if (At > 0 && Interlocked.Increment(ref passed) == At)
        {
            Console.Error.WriteLine($"mishap: {point}");
            Console.Error.Flush();
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            self.Kill();
            Task.Delay(Timeout.Infinite).Wait();
        }
    }
#else
    public static void Here(string point)
    {
    }
#endif
}
