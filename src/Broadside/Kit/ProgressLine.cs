using System.Globalization;

namespace Broadside.Kit;

/// <summary>A bar on standard error while something takes long; nothing where that is no terminal.</summary>
public sealed class ProgressLine : IDisposable
{
    private const int Width = 30;

    private readonly bool isShown = !Console.IsErrorRedirected;
    private readonly Lock gate = new();
    private string last = "";

    public void Show(double done, string what)
    {
        var percent = (int)(Math.Clamp(done, 0, 1) * 100);
        var bar = new string('█', percent * Width / 100).PadRight(Width, '░');
        var line = string.Create(CultureInfo.InvariantCulture, $"\r{bar} {percent,3} %  {what}\u001b[K");
        lock (gate)
        {
            if (isShown && line != last)
            {
                Console.Error.Write(line);
                last = line;
            }
        }
    }

    public void Dispose()
    {
        if (last.Length > 0)
        {
            Console.Error.Write("\r\u001b[K");
            last = "";
        }
    }
}
