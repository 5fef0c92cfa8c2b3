import { agencyJourney } from '../fixtures/agency-journey'

agencyJourney('JavaScript ありで', { mark: 'js', javaScriptEnabled: true, municipality: '34215', town: '江田島市' })
