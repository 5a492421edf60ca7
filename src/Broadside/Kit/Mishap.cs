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

    public static void Here(string point)
    {
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
