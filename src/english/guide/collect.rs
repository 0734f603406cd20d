//! What is sent along with the script that gathers everything.

pub(crate) const LETTER: &str = "To find out why the application gateway answers with errors, please run the attached script and send back the text file that it writes.

- It only reads. It changes nothing, and fetches no keys, passwords or other secrets; of certificates it reads what is public.
- It runs in Azure Cloud Shell (portal, the icon >_) or on any machine that is signed in to Azure.
- Fill in the names at its top if they are not yours. Reader rights are enough for most of it; for backend health the role needs Microsoft.Network/applicationGateways/backendhealth/action. What may not be read is left out.
- Names and addresses stand in the file as they are: read it through before you send it.
";
