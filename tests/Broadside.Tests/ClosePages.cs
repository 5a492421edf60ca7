using System.Reflection;
using Xunit.v3;

namespace Broadside.Tests;

/// <summary>After each test its pages of the browser are closed.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ClosePages : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Browser.Close(test.UniqueID);
}
