namespace Broadside.Tests.Desk;

/// <summary>How axe looks at a page: width, dark or light, language. Each of the three both ways in two looks; all eight in the long run.</summary>
public sealed class Looks : TheoryData<int, bool, string>
{
    public Looks()
    {
        Add(360, true, "es");
        Add(1280, false, "en");
        if (TestSize.IsLong)
        {
            Add(360, false, "en");
            Add(360, true, "en");
            Add(360, false, "es");
            Add(1280, true, "en");
            Add(1280, false, "es");
            Add(1280, true, "es");
        }
    }
}
