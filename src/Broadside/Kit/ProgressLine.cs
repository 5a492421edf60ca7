using System.Globalization;

namespace Broadside.Kit;

/// <summary>A bar on standard error while something takes long; nothing where that is no terminal.</summary>
public sealed class ProgressLine : IDisposable
{
    private const int Width = 30;

    private readonly bool isShown = !Console.IsErrorRedirected;
    private int last = -1;

    public void Show(double done, string what)
    {
        var percent = (int)(Math.Clamp(done, 0, 1) * 100);
        if (!isShown || percent == last)
        {
            return;
        }
        last = percent;
        var bar = new string('█', percent * Width / 100).PadRight(Width, '░');
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{bar} {percent,3} %  {what}\u001b[K"));
    }

    public void Dispose()
    {
        if (isShown && last >= 0)
        {
            Console.Error.Write("\r\u001b[K");
            last = -1;
        }
    }
}
