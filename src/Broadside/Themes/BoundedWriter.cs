using System.Text;

namespace Broadside.Themes;

/// <summary>Collects a page and stops a theme that would write without end.</summary>
internal sealed class BoundedWriter(StringBuilder target, int longest) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        Refuse(1);
        target.Append(value);
    }

    public override void Write(string? value)
    {
        Refuse(value?.Length ?? 0);
        target.Append(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Refuse(count);
        target.Append(buffer, index, count);
    }

    private void Refuse(int more)
    {
        if (target.Length + more > longest)
        {
            throw new ThemeException($"The page grows beyond {longest} characters.");
        }
    }
}
